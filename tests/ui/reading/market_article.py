# SPDX-License-Identifier: MIT
"""An article of our own with every kind of block, and the names that are proposed in it."""

from __future__ import annotations

TITLE = "The market keeps its bell"
HTML = """<p>Every morning the bell of the fish market is rung by hand. Nobody in <em>Rijeka</em> remembers who began
it. 🔔 The keeper says it has to be so.</p>
<h2>What the keeper says</h2>
<p>“Mihajlo Pupin once stood here,” the keeper told us, “and he asked what the bell was tuned to.” Visitors from Serbia
and from Italy come for the <a href="https://bell.example/tuning">tuning</a> each spring. Pupin wrote of <b>the long
echo</b> in a letter.</p>
<ul><li>It is rung at five.</li><li>It is rung again <code>twice</code> at noon, and the second item is long enough to
need another line in a narrow column of text, or so we hope.</li></ul>
<ol start="3"><li>Third rule: no shouting.</li><li>Fourth rule: no weights.</li></ol>
<blockquote><p>A bell is a promise, says Nikola Tesla's neighbour.</p></blockquote>
<pre>05:00  one stroke
12:00  two strokes</pre>
<table><tr><th>Day</th><th>Strokes</th></tr>
<tr><td>Monday</td><td>three</td></tr><tr><td>Friday 🐟</td><td>five</td></tr></table>
<p>הפעמון מצלצל בבוקר, אמר Mihajlo Pupin בשוק, ואחר כך הלך הביתה.</p>
<p>First line<br>second line after a break. The end of it.</p>
"""
PROPOSALS = (
    ("person", "Mihajlo Pupin", None, ("Mihajlo Pupin",)),
    ("country", "Serbia", "RS", ("Serbia",)),
    ("country", "Italy", "IT", ("Italy",)),
    ("person", "Nikola Tesla", None, ("Nikola Tesla",)),
)  # fmt: skip
