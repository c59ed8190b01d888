# SPDX-License-Identifier: MIT
"""Every command of the window, one row each. Menus, tool tips, the keyboard page and the tests are made from it.

A row whose command is not built does not stand here. `letter` acts where no text is typed, in the places of
`contexts`; `shortcut` acts in the whole window, or in the note alone where `contexts` says "note".
"""

from __future__ import annotations

from msgspec import Struct

EVERYWHERE = ("window",)
LISTS = ("results", "reader")
ALSO_LISTS = (*EVERYWHERE, *LISTS)
READER = ("reader",)
NOTE = ("note",)
REVIEW = ("review",)
REPAIR = ("repair",)


class Action(Struct, frozen=True):
    """One command. `text` and `needs` are English keys; `needs` says what must be so before it can be given."""

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    contexts: tuple[str, ...] = EVERYWHERE
    group: str = "Window"
    letter: str = ""
    needs: str = ""
    is_checkable: bool = False
    others: tuple[str, ...] = ()  # further shortcuts


LIBRARY = "Open a library first."
WRITABLE = "Open a library that can be written first."
ARTICLE = "Choose an article first."
SELECTION = "Select a passage first."
SUGGESTION = "There is no suggestion left here."
NOTHING_LOST = "Every passage is in its place."
NO_PLACE = "No such place is proposed. Select the words in the text: V selects a sentence."
LOST = "Choose a passage to repair first."
IN_NOTE = "Open a note first."
THING = "Choose an article, note or passage first."
TRASHED = "Choose something in the trash first."
SEARCHED = "Search for something first."
TO_SAVE = "Search for something first, or write in a note."
TO_PRINT = "Open an article or a note first."
SEVERAL = "There is nothing to narrow down."
SUGGESTED = "This article has no open suggestions."
ADDRESSED = "This article has no address."
RECEIVED = "No page was received for this article."
LEFT_OUT = "Nothing was left out of this article."
ANNOTATED = "This article has no annotations."
IMPORTED = "Nothing was imported yet."
ON_LINK = "Put the caret on a link first."

ACTIONS = (
    # Clip
    Action("clip_address", "Clip an address…", "Ctrl+L", "clip", group="Clip"),
    Action("clip_clipboard", "Clip the clipboard", "Ctrl+Shift+V", "clip", group="Clip", others=("Ctrl+V",)),
    Action("clip_files", "Clip files…", "Ctrl+O", "import", group="Clip"),
    Action("import_archive", "Import an archive…", "Ctrl+Shift+I", "import", group="Clip"),
    Action("last_import", "Report of the last import", "", "history", group="Clip", needs=IMPORTED),
    Action("failed_clips", "Clips that failed…", "", "warning", group="Clip", needs=LIBRARY),
    Action("clip_paste", "Clip pasted text…", "", "edit", group="Clip"),
    # Library
    Action("new_library", "New library…", "", "add", group="Library"),
    Action("open_library", "Open a library…", "", "articles", group="Library"),
    Action("open_sample", "Open the sample library", "", "saved-search", group="Library"),
    Action("back_up", "Back up now", "", "copy", group="Library", needs=WRITABLE),
    Action("backups", "Backups…", "", "history", group="Library", needs=LIBRARY),
    Action("look_after", "Check the library now", "", "accept", group="Library", needs=LIBRARY),
    Action("archive_seal", "Seal of the archive…", "", "history", group="Library", needs=LIBRARY),
    Action("empty_trash", "Empty the trash…", "", "trash", group="Library", needs="The trash is empty."),
    Action("print", "Print or save as PDF…", "Ctrl+P", "print", group="Library", needs=TO_PRINT),
    Action("export", "Export…", "Ctrl+Shift+X", "export", group="Library", needs=LIBRARY),
    Action("preferences", "Preferences…", "Ctrl+,", "settings", group="Library"),
    Action("quit", "Quit", "Ctrl+Q", "close", group="Library"),
    # Edit
    Action("undo", "Undo", "Ctrl+Z", "undo", group="Edit", needs="There is nothing to undo."),
    Action("redo", "Redo", "Ctrl+Shift+Z", "redo", group="Edit", needs="There is nothing to redo.", others=("Ctrl+Y",)),
    Action("history", "History…", "", "history", group="Edit", needs=LIBRARY),
    Action("save", "Save the search or the note", "Ctrl+S", "saved-search", group="Edit", needs=TO_SAVE),
    Action("rename", "Rename…", "F2", "edit", group="Edit", needs="Choose what to rename first."),
    Action("trash", "Move to the trash", "Del", "trash", group="Edit", needs=THING),
    Action("restore", "Take out of the trash", "", "restore", group="Edit", needs=TRASHED),
    # Find
    Action("find", "Search the library", "Ctrl+Shift+F", "search", contexts=ALSO_LISTS, group="Find", letter="/"),
    Action("find_here", "Find in this text", "Ctrl+F", "search", group="Find"),
    Action("narrow_down", "Narrow down…", "Ctrl+Shift+L", "filter", group="Find", needs=SEVERAL),
    Action("next_hit", "Next place found", "F3", "next", group="Find", needs=SEARCHED),
    Action("previous_hit", "Previous place found", "Shift+F3", "back", group="Find", needs=SEARCHED),
    # Article
    Action("next_article", "Next article", "Ctrl+PgDown", "next", LISTS, "Article", "J"),
    Action("previous_article", "Previous article", "Ctrl+PgUp", "back", LISTS, "Article", "K"),
    Action("star", "Star", "Ctrl+D", "star", LISTS, "Article", "S", ARTICLE),
    Action("read_unread", "Read or unread", "Ctrl+U", "unread", LISTS, "Article", "U", ARTICLE),
    Action("file_away", "File away", "Ctrl+Shift+E", "inbox", LISTS, "Article", "E", ARTICLE),
    Action("tag", "Tag…", "Ctrl+T", "tag", LISTS, "Article", "T", ARTICLE),
    Action("review", "Review suggestions", "Ctrl+R", "review", LISTS, "Article", "R", SUGGESTED),
    Action("open_original", "Open the original page", "Ctrl+Shift+O", "original", LISTS, "Article", "O", ADDRESSED),
    Action("page_down", "Next page of the text", "", "down", READER, "Article", "Space", ARTICLE),
    Action("page_up", "Previous page of the text", "", "up", READER, "Article", "Shift+Space", ARTICLE),
    Action("show_removed", "What was left out", "", "filter", READER, "Article", "", LEFT_OUT, is_checkable=True),
    Action("read_usual", "Read the page as usual", "", "restore", group="Not right", needs=RECEIVED),
    Action("read_generous", "Take more of the page", "", "add", group="Not right", needs=RECEIVED),
    Action("read_other", "Find the article in another way", "", "review", group="Not right", needs=RECEIVED),
    Action("read_whole", "Take all that the page shows", "", "articles", group="Not right", needs=RECEIVED),
    Action("read_selection", "Take only what is selected", "", "accept", group="Not right", needs=SELECTION),
    # Passage
    Action("select_sentence", "Select the sentence", "", "edit", READER, "Passage", "V", ARTICLE),
    Action("shrink_sentence", "One sentence less", "", "edit", READER, "Passage", "Shift+V", SELECTION),
    Action("highlight", "Highlight", "Ctrl+Shift+H", "highlight", READER, "Passage", "H", SELECTION),
    Action("colour_1", "Highlight in yellow", "", "highlight", READER, "Passage", "1", SELECTION),
    Action("colour_2", "Highlight in blue", "", "highlight", READER, "Passage", "2", SELECTION),
    Action("colour_3", "Highlight in rose", "", "highlight", READER, "Passage", "3", SELECTION),
    Action("colour_4", "Highlight in green", "", "highlight", READER, "Passage", "4", SELECTION),
    Action("comment", "Comment…", "Ctrl+Shift+M", "annotations", READER, "Passage", "N", SELECTION),
    Action("cite", "Cite in the note", "Ctrl+J", "cite", READER, "Passage", "C", SELECTION),
    Action("copy_citation", "Copy with its source", "Ctrl+Shift+C", "copy", READER, "Passage", "", SELECTION),
    Action("next_annotation", "Next annotation", "Ctrl+Down", "next", READER, "Passage", "", ANNOTATED),
    Action("previous_annotation", "Previous annotation", "Ctrl+Up", "back", READER, "Passage", "", ANNOTATED),
    Action("repair", "Put passages right", "", "repair", group="Passage", needs=NOTHING_LOST),
    # Repair
    Action("take_place", "Let the passage stand there", "", "accept", REPAIR, "Repair", "Enter", NO_PLACE),
    Action("place_1", "Show the first place proposed", "", "next", REPAIR, "Repair", "1", NO_PLACE),
    Action("place_2", "Show the second place proposed", "", "next", REPAIR, "Repair", "2", NO_PLACE),
    Action("place_3", "Show the third place proposed", "", "next", REPAIR, "Repair", "3", NO_PLACE),
    Action("skip_passage", "Leave the passage for later", "", "next", REPAIR, "Repair", "S", LOST),
    Action("keep_passage", "Keep the passage on its old version", "", "history", REPAIR, "Repair", "K", LOST),
    # Suggestions
    Action("accept", "Accept", "", "accept", REVIEW, "Suggestions", "A", SUGGESTION),
    Action("reject", "Reject", "", "reject", REVIEW, "Suggestions", "X", SUGGESTION),
    Action("reject_everywhere", "Reject everywhere", "", "reject", REVIEW, "Suggestions", "Shift+X", SUGGESTION),
    Action("someone_else", "Someone else…", "", "person", REVIEW, "Suggestions", "E", SUGGESTION),
    Action("next_suggestion", "Next suggestion", "", "next", REVIEW, "Suggestions", "N", SUGGESTION),
    Action("previous_suggestion", "Previous suggestion", "", "back", REVIEW, "Suggestions", "P", SUGGESTION),
    Action("accept_all", "Accept all suggestions", "", "accept", REVIEW, "Suggestions", "Shift+A", SUGGESTION),
    # People
    Action("review_names", "Names that are suggested…", "", "review", group="People", needs=LIBRARY),
    Action("same_people", "People who may be one…", "", "merge", group="People", needs=LIBRARY),
    Action("refusals", "What was rejected…", "", "reject", group="People", needs=LIBRARY),
    # Insight
    Action("insight", "Insight", "Ctrl+8", "insight", group="Insight", needs=LIBRARY),
    Action("insight_with", "Who appears with whom", "", "people", group="Insight", needs=LIBRARY),
    Action("insight_matrix", "Names in a matrix", "", "details", group="Insight", needs=LIBRARY),
    Action("insight_timeline", "Timeline", "", "date", group="Insight", needs=LIBRARY),
    Action("insight_map", "Map of countries", "", "country", group="Insight", needs=LIBRARY),
    # Note
    Action("new_note", "New note", "Ctrl+N", "new-note", group="Note"),
    Action("note_from_template", "New note from a template…", "", "new-note", group="Note", needs=LIBRARY),
    Action("preview_note", "Preview the note", "Ctrl+E", "preview", group="Note", needs=IN_NOTE, is_checkable=True),
    Action("bold", "Strong", "Ctrl+B", "edit", NOTE, "Note", "", IN_NOTE),
    Action("italic", "Emphasis", "Ctrl+I", "edit", NOTE, "Note", "", IN_NOTE),
    Action("link", "Link", "Ctrl+Shift+K", "link", NOTE, "Note", "", IN_NOTE),
    Action("task", "Task box on or off", "Ctrl+Shift+Return", "accept", NOTE, "Note", "", IN_NOTE),
    Action("line_up", "Move the line up", "Alt+Up", "up", NOTE, "Note", "", IN_NOTE),
    Action("line_down", "Move the line down", "Alt+Down", "down", NOTE, "Note", "", IN_NOTE),
    Action("follow_link", "Follow the link at the caret", "Ctrl+Return", "original", NOTE, "Note", "", ON_LINK),
    # View
    Action("back", "Back", "Alt+Left", "back", group="View", needs="There is nothing to go back to."),
    Action("forward", "Forward", "Alt+Right", "forward", group="View", needs="There is nothing to go forward to."),
    Action("companion_note", "Note", "Ctrl+4", "note", group="View"),
    Action("companion_annotations", "Annotations", "Ctrl+5", "annotations", group="View"),
    Action("companion_people", "People and countries", "Ctrl+6", "people", group="View"),
    Action("companion_details", "Details", "Ctrl+7", "details", group="View"),
    Action("close_companion", "Close the lower pane", "Ctrl+W", "close", group="View", needs="The pane is closed."),
    Action("companion_beside", "Pane beside the text", "Ctrl+Shift+P", "pane-beside", group="View", is_checkable=True),
    Action("reader_bigger", "Bigger text", "Ctrl++", "text-size", group="View", others=("Ctrl+=",)),
    Action("reader_smaller", "Smaller text", "Ctrl+-", "text-size", group="View"),
    Action("reader_normal", "Usual text size", "Ctrl+0", "text-size", group="View"),
    Action("theme", "Light or dark", "Ctrl+Shift+D", "dark", group="View"),
    Action("only_text", "Reading only", "Ctrl+Shift+R", "articles", group="View", needs=ARTICLE, is_checkable=True),
    Action("full_screen", "Full screen", "F11", "pane-beside", group="View", is_checkable=True),
    Action("reset_layout", "Reset layout", "", "restore", group="View"),
    # Window
    Action("fold_navigation", "Fold or show the navigation", "", "navigation", group="View", is_checkable=True),
    Action("thing_menu", "Menu of what is chosen", "Shift+F10", "more", group="View"),
    Action("focus_navigation", "Go to the navigation", "Ctrl+1", "navigation", group="View"),
    Action("focus_results", "Go to the list", "Ctrl+2", "articles", group="View"),
    Action("focus_reader", "Go to the text", "Ctrl+3", "articles", group="View"),
    Action("next_region", "Next part of the window", "F6", "next", group="View"),
    Action("previous_region", "Previous part of the window", "Shift+F6", "back", group="View"),
    # Help
    Action("help", "Help and keyboard", "F1", "help", contexts=ALSO_LISTS, group="Help", letter="?"),
    Action("about", "About ResearchDesk", "", "about", group="Help"),
    Action("palette", "Go to anything…", "Ctrl+K", "search", group="Help"),
    Action("menu", "Menu", "F10", "menu", group="Help"),
)  # fmt: skip
CHANGES = frozenset(
    {
        *("clip_address", "clip_clipboard", "clip_files", "clip_paste", "import_archive"),
        *("back_up", "empty_trash", "undo", "redo", "save", "rename", "trash", "restore"),
        *("star", "read_unread", "file_away", "tag", "review", "repair"),
        *("read_usual", "read_generous", "read_other", "read_whole", "read_selection"),
        *("highlight", "colour_1", "colour_2", "colour_3", "colour_4", "comment", "cite"),
        *("take_place", "skip_passage", "keep_passage"),
        *("accept", "reject", "reject_everywhere", "someone_else", "accept_all"),
        *(
            "new_note",
            "note_from_template",
            "bold",
            "italic",
            "link",
            "task",
            "line_up",
            "line_down",
        ),
    }
)
"""What cannot be done in a library that can only be read."""
READ_ONLY = "This library can only be read."
BY_ID = {action.id: action for action in ACTIONS}
GROUPS = tuple(dict.fromkeys(action.group for action in ACTIONS))
