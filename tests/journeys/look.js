() => {
  const root = getComputedStyle(document.documentElement);
  const probe = document.createElement("span");
  document.body.append(probe);
  const names = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .flatMap(function rules(rule) {
      return rule.cssRules && !rule.style ? [...rule.cssRules].flatMap(rules) : [rule];
    })
    .filter((rule) => rule.style)
    .flatMap((rule) => [...rule.style].filter((name) => name.startsWith("--")));
  const known = new Set(["rgba(0, 0, 0, 0)"]);
  for (const name of new Set(names)) {
    probe.style.color = "";
    probe.style.color = root.getPropertyValue(name);
    if (probe.style.color) known.add(getComputedStyle(probe).color);
  }
  probe.remove();
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility();
  };
  const label = (element) =>
    `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} ${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 30)}`;
  const fonts = new Set();
  const colours = new Set();
  for (const element of document.querySelectorAll("body *")) {
    if (!visible(element) || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const family = style.fontFamily.split(",")[0].replaceAll('"', "");
    if (!["Zilla Slab", "IBM Plex Sans"].includes(family) && !element.closest("code, pre"))
      fonts.add(`${family} on ${label(element)}`);
    for (const colour of [style.color, style.backgroundColor])
      if (!known.has(colour)) colours.add(`${colour} on ${label(element)}`);
  }
  const targets = [];
  for (const element of document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")) {
    if (!visible(element) || element.closest("p, li, dd, td, .prose, .meta, .lead, .c-h, .who, h1, h2, h3, blockquote") || element.matches(".skip")) continue;
    const box = element.getBoundingClientRect();
    const after = getComputedStyle(element, "::after");
    const reach = Math.max(box.height, after.content !== "none" ? Number.parseFloat(after.height) || 0 : 0);
    const held = element.closest("label")?.getBoundingClientRect().height ?? 0;
    if (Math.max(reach, held) < 43.5) targets.push(`${Math.round(box.height)} px ${label(element)}`);
  }
  const h1 = document.querySelector("h1:not(.vh)");
  return JSON.stringify({
    h1: h1 ? getComputedStyle(h1).fontSize : null,
    sideways: document.documentElement.scrollWidth - innerWidth,
    fonts: [...fonts].slice(0, 5),
    colours: [...colours].slice(0, 5),
    targets: targets.slice(0, 5),
  });
}
