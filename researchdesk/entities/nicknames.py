# SPDX-License-Identifier: MIT
"""Given names that stand for one another: nicknames, and the forms of one name in several languages."""

from __future__ import annotations

from functools import cache

from researchdesk.entities.words import fold

_GROUPS = """
aleksandar aleksandr alexander alexandre alexandr aleksander alessandro alejandro oleksandr aleksandur \
aljaksandr alyaksandr aliaksandr alex sasa sasha sascha sandro alec aleks
vladimir volodymyr wladimir vlado vlad volodimir waldemar vladimír
sergej sergey sergei serhij serhiy serge sergio sergii sergiy
nikolaj nikolai nikolay mykola nicolas nicholas nikolas nikola nicola nick niko miklos mikolaj nicolae
mihail mikhail mykhailo michail michael mihailo mihael michel miguel michele mike mihajlo mikhailo misha
jovan ivan johann johannes john jan juan jean giovanni joao ioannis yannis giannis janez hans jack johnny ion ivo
josip josef joseph jose giuseppe jozef iosif joe josif yosef yusuf youssef jusuf
petar petr pjotr pyotr peter pierre pedro pietro petro piotr pete
pavel paul pavle pablo paolo pawel pavlo pál
juri yuri jurij yury yuriy iouri juraj georgi george georg georges jorge giorgio djordje dorde georgios jiri \
jerzy yurii yurij
dmitri dmitry dmitrij dmitriy dmytro dimitri dimitrios dimitrij dmitro dmitrii
andrej andrei andrey andrii andriy andreas andrew andre andrea andres andrzej
lav lev lew leo leon leonid
fyodor fedor fjodor fiodor theodor teodor todor feodor
stefan stephan stephen steven stjepan stevan esteban etienne stefano steve stepan
viktor victor
jevgenij yevgeny evgeny evgenij eugene jewgeni evgueni yevgeniy evgenii
jelena elena helena helen helene yelena olena
katarina catherine katherine kateryna ekaterina jekaterina yekaterina kate kathy katja
anastasija anastasia anastasiya nastia
tomislav tomo
thomas tomas tommaso tom toma tommy
william bill willy wilhelm guillaume guillermo will billy
robert rob bob bobby roberto
richard rick dick ricardo riccardo
james jim jimmy jaime giacomo jacques jakob jacob jakov
edward ed ted eduard eduardo edouard
charles chuck charlie carlos karl carl carlo
henry henri heinrich enrico enrique hank harry
louis ludwig luis luigi lewis
franz francis francois francesco francisco frank frantisek
friedrich frederick frederic fritz fred federico
benjamin ben binyamin
anthony tony antonio antoine anton
christopher chris christoph cristobal
matthew matt matthias mateo matteo matej
gregory greg grigorij grigori grigory hryhorii
daniel dan danny danilo
samuel sam
donald don
joseph joe
elizabeth liz beth elisabeth elisabetta jelisaveta
margaret maggie margarita margarete marguerite
susan sue susanne
patricia pat
lawrence larry laurence lorenzo laurent
bernard bernie bernhard
kenneth ken
ronald ron
timothy tim
david dave
philip phil philippe philipp felipe filip
stanislav stan
muhammad mohammed mohamed mohammad muhammed muhamed mehmed mehmet muhamad
ahmed ahmad ahmet
hussein husein hussain hossein hussain husain
hasan hassan
osama usama
ali aly
abdullah abdallah abdulla
moammar muammar mouammar muamer moamer
yasser yasir jasir jaser yaser
tayyip tayip
ali alija
mao mau
"""


@cache
def groups() -> dict[str, frozenset[str]]:
    """Give for each folded given name the names it may stand for."""
    found: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = [fold(word) for word in line.split()]
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(group) for word, group in found.items()}


def given_group(word: str) -> frozenset[str]:
    """Give the group of a folded given name, also of its case forms: Sasa, Sase."""
    table = groups()
    if word in table:
        return table[word]
    if word.endswith(("ie", "y")):
        return frozenset()
    stems = {stem for stem in (word[:-1], word[:-2], word[:-3]) if len(stem) > 2}
    return frozenset().union(
        *(table.get(stem + end, frozenset()) for stem in stems for end in ("", "a", "j", "i"))
    )
