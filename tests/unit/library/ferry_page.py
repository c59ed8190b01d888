# SPDX-License-Identifier: MIT
"""A page with a notice amid its text, which is left out and can be put back."""

WORDS = (
    "The ferry of Zemun runs again. It carries forty people and two carts, and it leaves every hour until the sun is"
    " down. Nobody had expected it before the spring, said the ferryman, who waited for nine years."
)
NOTICE = "Subscribe to our newsletter about rivers"
PAGE = f"""<html lang="en"><head><title>The ferry runs – Courier</title>
<meta property="og:title" content="The ferry runs"><meta property="og:site_name" content="Courier">
<meta name="author" content="Mara Lind"><meta property="article:published_time" content="2026-03-02T08:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/river">River</a></nav>
<article><h1>The ferry runs again</h1><p>{WORDS}</p><p class="newsletter">{NOTICE}</p>
<p>{WORDS.replace("Zemun", "Pančevo")}</p></article>
<footer><p>All rights reserved by the Courier</p></footer></body></html>"""
