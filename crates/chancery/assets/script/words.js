// What the pages do with scripts on. Without them everything still works: fields are typed, buttons send.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
// Both keys that bear the word.
const isEnter = (event) => event.code === "Enter" || event.code === "NumpadEnter";
// What is said, in the language of the page: its phrases by their English, with names in braces for what fills them.
const SAID = JSON.parse(document.documentElement.dataset.words || "{}");
const say = (english, fills = {}) => (SAID[english] || english).replace(/\{(\w+)\}/g, (slot, name) => (name in fills ? fills[name] : slot));
const bytes = (text) => new TextEncoder().encode(text).length;
