// Fetches the figure of a chart page and lets plotly draw it.
"use strict";
(function () {
  var place = document.getElementById("chart");
  fetch(place.dataset.figure).then(function (answer) {
    if (!answer.ok) { throw new Error(String(answer.status)); }
    return answer.json();
  }).then(function (figure) {
    return Plotly.newPlot(place, figure.data, figure.layout, {
      displaylogo: false, showSendToCloud: false, plotlyServerURL: "", modeBarButtonsToRemove: ["select2d", "lasso2d"]
    });
  }).then(function () {
    place.dataset.drawn = "1";
  }, function () {
    place.textContent = place.getAttribute("aria-label") + "：图没有画出来，请看表格。";
  });
}());
