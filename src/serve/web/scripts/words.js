// The words of the scripts, in the language of the page. In: Chinese and English. Out: one of them.

const english = document.documentElement.lang.startsWith("en");

/** The word in the reader's language. */
export const say = (chinese, inEnglish) => (english ? inEnglish : chinese);

/** Makes an element; text goes in as text, never as HTML. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Only these addresses become links. */
export const safe = (href) => (/^(https?:\/\/|\/(?!\/)|#)/.test(href) ? href : undefined);
