import htmx from "htmx.org";

/** What htmx may do here: no eval, no other host, no copies of pages left behind in the browser's storage. */
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

// A whole page in answer to a request for a part means: sign in first. Go there rather than nest it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean }>).detail;
  if (/^\s*<!doctype html/i.test(detail.xhr.responseText)) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL);
  }
});
