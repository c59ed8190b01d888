# SPDX-License-Identifier: MIT
"""Everything the user can do something about, each with its one sentence.

    UserError
      library   LibraryMissing LibraryDamaged LibraryTooNew LibraryAltered LibraryLocked
                LibraryReplaced LibraryReadOnly DiskFull DiskFailing CannotUndo
                BackupFailed NoGoodBackup NotPurged IndexUnwritable
                WindowBusy WindowSilent
      clipping  PageUnreachable FileUnreadable PageTooLarge NoArticleFound AlreadyClipped BadArchive
                PasswordWanted OnlyFrames
      writing   FileUnwritable
      values    NoSuchThing IdentifierTaken AmbiguousQuote BadValue
    Cancelled   no error of the user: the work stopped because it was asked to

A sentence says what to do. The command line prints it; the window translates it as a key and adds the buttons.
"""

from __future__ import annotations

from typing import ClassVar


class Cancelled(Exception):
    """The work stopped because the user asked for it."""


class UserError(Exception):
    """Something the user can do something about; `values` fill the places of `sentence`."""

    sentence: ClassVar[str] = "{reason}"
    spoken: ClassVar[tuple[str, ...]] = (
        "reason",
        "noun",
        "value",
        "kind",
        "expected",
        "holder",
    )  # values in words of ours

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(values)

    @property
    def meant(self) -> str:
        """The sentence that fits the values, its places not yet filled."""
        return self.sentence

    def __str__(self) -> str:
        """Give the sentence in English."""
        return self.meant.format(**self.values)


class LibraryMissing(UserError):
    """There is no library file at this place."""

    sentence = "There is no library at {path}. It may have been moved or its disk is not connected."


class LibraryDamaged(UserError):
    """The file is not what was written; `when` and `n` tell of the newest good backup and the changes since."""

    sentence = "The library at {path} is damaged ({reason}). Nothing has been changed; open a backup of it instead."
    _newest = "The library at {path} is damaged. Nothing has been changed. The newest good backup is from {when}; "
    unchanged = _newest + "nothing was changed since."
    uncounted = _newest + "work since then may have to be done again."
    one_change = _newest + "work since then (1 change) may have to be done again."
    changes = _newest + "work since then ({n} changes) may have to be done again."

    @property
    def meant(self) -> str:
        """Say which backup there is, where one was looked for and found."""
        if "when" not in self.values:
            return self.sentence
        n = self.values.get("n")
        if n is None:
            return self.uncounted
        return self.unchanged if n == 0 else self.one_change if n == 1 else self.changes


class LibraryTooNew(UserError):
    """A newer program wrote this library."""

    sentence = (
        "This library was last used with a newer ResearchDesk ({version}). "
        "Update this program, or open the library to read only."
    )


class LibraryAltered(UserError):
    """The file holds triggers, views or columns that we did not make."""

    sentence = (
        "This library contains program code that ResearchDesk did not put there ({names}). "
        "It was not opened for writing."
    )


class LibraryLocked(UserError):
    """Another program, or another computer, has this library open."""

    sentence = "The library is open in another window ({holder}). Close it there, then try again."


class LibraryReplaced(UserError):
    """The file under the open library is no longer the one that was opened."""

    sentence = (
        "The library file was replaced while it was open, perhaps by a synchronising program. "
        "Your last changes up to {when} are safe in {path}."
    )


class LibraryReadOnly(UserError):
    """The library cannot be written here."""

    sentence = "This library cannot be written ({reason}). You can read, search and export."


class DiskFull(UserError):
    """There was no room; nothing was changed."""

    sentence = (
        "The disk is full; your last change was not saved and nothing was damaged. "
        "Free some space on {disk} and try again."
    )


class DiskFailing(UserError):
    """The disk reported an error."""

    sentence = (
        "The disk reported an error; your last change may not be saved. "
        "Make a copy of the library on another disk now."
    )


class CannotUndo(UserError):
    """Something the step rests on has changed since."""

    sentence = "“{label}” can no longer be undone, because something it rests on has changed since."


class BackupFailed(UserError):
    """No copy could be made, or the copy was not what it should be; `when` is None where no good one is left."""

    sentence = "The last backup failed: {reason}. The newest good one is from {when}."

    none_yet = "The last backup failed: {reason}. There is no good one yet."

    @property
    def meant(self) -> str:
        """Say it where there is no good one, too."""
        return self.none_yet if self.values.get("when") is None else self.sentence


class NoGoodBackup(UserError):
    """There is no backup in which all is as it was written."""

    sentence = "There is no good backup of this library. Look for one on another disk, and bring that back."


class NotPurged(UserError):
    """Much was to be deleted for ever, and the copy that is made before could not be made."""

    sentence = (
        "Nothing was deleted, because the backup before it failed: {reason}. "
        "Make room for it or choose another folder for backups, then try again."
    )


class IndexUnwritable(UserError):
    """The search index cannot be brought up to the library; the library itself is as it should be."""

    sentence = (
        "The search index in {folder} cannot be written ({reason}). Nothing of the library is lost, "
        "but what was changed since is not found. Make the folder writable, or free, and search again."
    )


class WindowBusy(UserError):
    """The window that has the library open could not begin with what was handed to it."""

    sentence = (
        "The window that has the library open cannot do this now: {reason}. "
        "Nothing was done; try again in a while, or close the window."
    )


class WindowSilent(UserError):
    """The window that has the library open does not answer; `has_begun` where it had begun with the deed."""

    sentence = "The window that has the library open does not answer. Nothing was done; close the window, or end it."
    begun = (
        "The window that has the library open ended, or no longer answers. What was asked for may have been done: "
        "see the history before you try again."
    )

    @property
    def meant(self) -> str:
        """Say whether something may have been done."""
        return self.begun if self.values.get("has_begun") else self.sentence


class PageUnreachable(UserError):
    """An address gave nothing."""

    sentence = (
        "{address} could not be read: {reason}. "
        "Check the address and the connection, or save the page in the browser and drop the file here."
    )


class FileUnreadable(UserError):
    """A file that was named gave nothing."""

    sentence = "{path} could not be read: {reason}. Check its name and whether you may read it, or paste the text."


class FileUnwritable(UserError):
    """A file that was to be written could not be; what was there before is as it was."""

    sentence = "{path} could not be written: {reason}. Choose another folder or another name."


class PageTooLarge(UserError):
    """The source is over the limit."""

    sentence = "{source} is larger than {n} MB and was not read. Save the part that you need and drop it here."


class NoArticleFound(UserError):
    """The source holds no letters at all."""

    sentence = "No text was found in {source}. Paste the text, or save the page in the browser and drop the file here."


class OnlyFrames(UserError):
    """A page that holds no text of its own, only frames; `frames` are the pages that it shows in them."""

    sentence = (
        "{source} has no text of its own, it only shows other pages in frames. "
        "Clip the one with the text: {frames}."
    )


class AlreadyClipped(UserError):
    """Another article has this address."""

    sentence = (
        "Article {n}, “{title}”, has this address already. Open it, or keep another address here."
    )


class BadArchive(UserError):
    """A file that cannot be read as what it claims to be."""

    sentence = "{file} cannot be read: {reason}. Nothing was imported."


class PasswordWanted(UserError):
    """A file that is locked; `is_wrong` where a password was given and did not open it."""

    sentence = "{file} is locked with a password. Give its password, or save the file without one."

    def __str__(self) -> str:
        """Say that the password was wrong, where one was given."""
        if self.values.get("is_wrong") in (True, "True"):
            return f"This password does not open {self.values['file']}. Give the one that locks it."
        return super().__str__()


class NoSuchThing(UserError):
    """A number, name or id that this library does not hold."""

    sentence = "There is no {noun} {name} in this library."


class IdentifierTaken(UserError):
    """Another person has this identifier."""

    sentence = "{scheme} {value} already belongs to {name}."


class AmbiguousQuote(UserError):
    """A quote that stands in the article several times, or not at all."""

    sentence = "The quote stands {n} times in article {article}. Give the words before or after it as well."

    absent = (
        "The quote does not stand in article {article}. Copy its words from the text, with capital "
        "letters as they stand there."
    )

    @property
    def meant(self) -> str:
        """Say which of the two it is."""
        return self.absent if self.values.get("n") == 0 else self.sentence


class BadValue(UserError):
    """A value that its field cannot hold."""

    sentence = "{value} is no {kind}; {expected}."
