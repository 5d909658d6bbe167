/// The style sheet of HTML reports; all pairs of colours have a contrast of 4.5 or more (WCAG 2.2 AA).
enum HTMLStyle {
  static let sheet = """
    :root { color-scheme: light dark; --ground: #ffffff; --raised: #f4f5f7; --ink: #1b1f24; \
    --faint: #545d68; --line: #c9ced6; --link: #0550ae; --error: #b3151b; --warning: #8a4b00; \
    --notice: #0a5278; --good: #14693a; --open: #6a3fa0; }
    @media (prefers-color-scheme: dark) { :root { --ground: #16191d; --raised: #22262c; \
    --ink: #e8eaed; --faint: #a9b2bd; --line: #454c55; --link: #7fb5ff; --error: #ff8f8a; \
    --warning: #f0b35f; --notice: #7cc7f2; --good: #74d49a; --open: #c8a6f5; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink); \
    font: 16px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
    main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; \
    border-top: 1px solid var(--line); }
    h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    h4 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
    p, ul, ol { margin: .5rem 0; }
    h1, h2, h3, h4, p, li, td code { overflow-wrap: anywhere; }
    a { color: var(--link); }
    code { font: .875em/1.5 ui-monospace, "Liberation Mono", Consolas, monospace; }
    pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; \
    padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    del, ins { text-decoration: none; display: inline; }
    del { color: var(--error); }
    ins { color: var(--good); }
    .status { border-left: 4px solid; padding: .35rem .75rem; background: var(--raised); \
    border-radius: 0 6px 6px 0; }
    .status > span { font-weight: 700; }
    .status.error { border-color: var(--error); }
    .status.warning { border-color: var(--warning); }
    .status.notice { border-color: var(--notice); }
    .status.good { border-color: var(--good); }
    .status.open { border-color: var(--open); }
    details { margin: .75rem 0; border: 1px solid var(--line); border-radius: 6px; \
    padding: .25rem .75rem; }
    summary { cursor: pointer; padding: .25rem 0; font-weight: 600; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; margin: .75rem 0; }
    table { border-collapse: collapse; width: 100%; min-width: 20rem; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; \
    border-bottom: 1px solid var(--line); }
    td:has(code) { min-width: 14rem; }
    time { white-space: nowrap; }
    @media (max-width: 30rem) { th, td { padding: .35rem; } \
    td + td:not(:has(code)) { min-width: 7rem; overflow-wrap: anywhere; } }
    th { color: var(--faint); font-weight: 600; }
    svg { font: 13px system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
    svg text { fill: var(--ink); }
    svg .name { font: 12px ui-monospace, "Liberation Mono", Consolas, monospace; }
    svg .small { fill: var(--faint); font-size: 12px; }
    .box { fill: var(--raised); stroke: var(--line); stroke-width: 2; }
    .box.error { stroke: var(--error); }
    .box.warning { stroke: var(--warning); }
    .box.good { stroke: var(--good); }
    .box.open { stroke: var(--open); }
    .box.missing { stroke-dasharray: 5 4; }
    .edge { fill: none; stroke: var(--faint); stroke-width: 1.5; }
    .tip { fill: var(--faint); }
    @page { margin: 15mm; }
    @media print { :root { color-scheme: light; --ground: #ffffff; --raised: #ffffff; \
    --ink: #000000; --faint: #444444; --line: #999999; --link: #000000; --error: #8f0f14; \
    --warning: #6b3a00; --notice: #06405f; --good: #0e5029; --open: #4f2b7d; }
    body { font-size: 10.5pt; }
    main { max-width: none; padding: 0; }
    details::details-content { content-visibility: visible; block-size: auto; }
    h2, h3, h4, summary { break-after: avoid; }
    pre, tr, svg, li:not(:has(li)) { break-inside: avoid; }
    summary { list-style: none; }
    details { break-inside: avoid; box-decoration-break: clone; \
    -webkit-box-decoration-break: clone; }
    details:has(tr:nth-child(12)) { break-inside: auto; }
    .wide { overflow: visible; }
    svg { max-width: 100%; height: auto; }
    a::after { content: " (" attr(href) ")"; font-size: .85em; } }
    """
}
