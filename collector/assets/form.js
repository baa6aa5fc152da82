// What a form is without a script, made easier: only the questions that are asked, how much
// may still be written, no second sending by a double tap, and answers that outlive a
// reload. Nothing here decides; the server does.
//
// On submit only a second tap is prevented. Buttons that do not send the answers to be kept
// have a name that begins with _ (another language, a step).
(() => {
  "use strict";
  const form = document.getElementById("form");
  if (!form)
    return;

  // --- which questions are asked, see expr_postfix() in forms/expr.h ---

  const isHidden = (element) => !!element.closest("[hidden]");
  const value = (name) => [...form.querySelectorAll(`[name="${name}"]`)]
    .filter((input) => !isHidden(input) && (input.checked || !/radio|checkbox/.test(input.type)))
    .map((input) => input.value.trim()).filter(Boolean).join(" ");
  const number = (v) => typeof v !== "string" ? +v : /^[-+.\deE]+$/.test(v) ? +v : NaN;
  const truth = (v) => typeof v === "string" ? v !== "" : !!v;
  const equal = (a, b) => typeof a === "boolean" || typeof b === "boolean"
    ? truth(a) === truth(b)
    : typeof a === "string" && typeof b === "string" ? a === b : number(a) === number(b);
  const words = (v) => typeof v === "string" ? v.split(" ").filter(Boolean) : [];
  const operators = {
    or: (a, b) => truth(a) || truth(b), and: (a, b) => truth(a) && truth(b),
    eq: equal, ne: (a, b) => !equal(a, b),
    le: (a, b) => number(a) <= number(b), lt: (a, b) => number(a) < number(b),
    ge: (a, b) => number(a) >= number(b), gt: (a, b) => number(a) > number(b),
    add: (a, b) => number(a) + number(b), sub: (a, b) => number(a) - number(b),
    mul: (a, b) => number(a) * number(b), div: (a, b) => number(a) / number(b),
    neg: (a) => -number(a), not: (a) => !truth(a),
    selected: (a, b) => words(a).includes(b), count: (a) => words(a).length,
    length: (a) => typeof a === "string" ? [...a].length : 0,
    true: () => true, false: () => false,
  };
  const holds = (expression) => {
    const stack = [];
    for (const word of expression.split(" ")) {
      const operator = operators[word];
      if (operator)
        stack.push(operator(...stack.splice(stack.length - operator.length)));
      else
        stack.push(word[0] === "$" ? value(word.slice(1))
          : word[0] === ":" ? decodeURIComponent(word.slice(1)) : +word);
    }
    return truth(stack[0]);
  };
  // In order, since what is not asked decides nothing of what comes later.
  const conditional = [...form.querySelectorAll("[data-relevant]")];
  const ask = () => {
    for (const element of conditional)
      element.hidden = !holds(element.dataset.relevant);
  };
  for (const hint of form.querySelectorAll(".if-asked"))
    hint.hidden = true;

  // --- how much may still be written: seen at once, read aloud when the hand rests ---

  for (const text of form.querySelectorAll("textarea")) {
    const left = form.querySelector(`#most-${text.name}`);
    const aloud = document.createElement("span");
    aloud.className = "unseen";
    aloud.setAttribute("aria-live", "polite");
    left.after(aloud);
    let rest;
    const tell = () => {
      const count = (text.maxLength - text.value.length).toLocaleString(document.documentElement.lang);
      left.textContent = left.dataset.left.replace("#", count);
      clearTimeout(rest);
      rest = setTimeout(() => { aloud.textContent = left.textContent; }, 1500);
    };
    text.addEventListener("input", tell);
  }

  // --- "not used / don't know" stands alone ---

  const alone = ({ target }) => {
    if (target.type === "checkbox" && target.checked)
      for (const other of form.querySelectorAll(`[name="${target.name}"]`))
        if (other.type === "checkbox" && (other.value === "na") !== (target.value === "na"))
          other.checked = false;
  };

  // --- answers that outlive a reload, in this tab only, and never at a kiosk ---

  const key = `hailong ${location.pathname}${location.search}`;
  const keeps = !form.elements._at && !form.elements._checked && !form.elements.channel &&
    !document.querySelector(".errors");
  const inputs = () => [...form.elements].filter((input) => input.name && input.name[0] !== "_");
  const keep = () => {
    const kept = inputs().filter((input) => input.checked || !/radio|checkbox/.test(input.type))
      .map((input) => [input.name, input.value]);
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch (full) { /* then a reload begins anew */ }
  };
  const restore = () => {
    const [entry] = performance.getEntriesByType("navigation");
    let kept = [];
    try {
      if (entry && entry.type !== "navigate")
        kept = JSON.parse(sessionStorage.getItem(key)) || [];
      else
        sessionStorage.removeItem(key);
    } catch (barred) { /* a browser may keep nothing */ }
    for (const input of inputs())
      for (const [name, was] of kept)
        if (name === input.name && !/radio|checkbox/.test(input.type))
          input.value = was;
        else if (name === input.name && was === input.value)
          input.checked = true;
  };
  if (keeps)
    restore();

  form.addEventListener("input", (event) => {
    alone(event);
    ask();
    if (keeps)
      keep();
  });
  addEventListener("pageshow", ask);
  ask();

  // --- one tap too many ---

  let sent = 0;
  addEventListener("pageshow", () => { sent = 0; });
  form.addEventListener("submit", (event) => {
    if (Date.now() - sent < 5000) {
      event.preventDefault();
      return;
    }
    const { submitter } = event;
    // offline.js has a lock of its own
    setTimeout(() => {
      sent = event.defaultPrevented ? 0 : Date.now();
      if (keeps && !(submitter && submitter.name))
        sessionStorage.removeItem(key);
    });
  });

  const errors = document.querySelector(".errors");
  if (errors)
    errors.focus();
})();
