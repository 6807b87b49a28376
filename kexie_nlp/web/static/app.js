// What pages do without this still works: menus close on a click elsewhere, empty fields stay out of addresses.
"use strict";
document.addEventListener("click", function (event) {
  document.querySelectorAll(".top .menu[open]").forEach(function (menu) {
    if (!menu.contains(event.target)) { menu.open = false; }
  });
});
document.addEventListener("keydown", function (event) {
  if (event.key === "Escape") {
    document.querySelectorAll(".top .menu[open]").forEach(function (menu) { menu.open = false; });
  }
});
if (window.matchMedia("(max-width: 48rem)").matches && !document.querySelector(".needed :invalid")) {
  document.querySelectorAll(".asked").forEach(function (box) { box.open = false; });
}
document.querySelectorAll("form.filters").forEach(function (form) {
  form.addEventListener("submit", function () {
    form.querySelectorAll("input, select").forEach(function (field) {
      field.disabled = !field.value;
    });
  });
  window.addEventListener("pageshow", function () {
    form.querySelectorAll("[disabled]").forEach(function (field) { field.disabled = false; });
  });
});
document.querySelectorAll("form.say").forEach(function (form) {
  form.addEventListener("submit", function () {
    window.setTimeout(function () {
      form.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
    });
  });
});
