// Draws the report's chart with uPlot, and shows the other view without reloading the page.
// Without uPlot, the chart stays as the server drew it; without this script, the views are links.
"use strict";

(() => {
  const source = document.getElementById("sharekit-numbers");
  const views = [...document.querySelectorAll("[data-shown-by]")];
  const links = [...document.querySelectorAll(".sharekit-views a")];
  if (!source || !views.length) {
    return;
  }
  const data = JSON.parse(source.textContent);
  const marks = JSON.parse(document.getElementById("sharekit-marks")?.textContent ?? "[]");
  const figure = views[0];
  const place = figure.querySelector(".sharekit-chart");
  const language = document.documentElement.lang || undefined;
  const write = new Intl.NumberFormat(language).format;
  // Days are those of the site's clock, whatever the editor's time zone.
  const writeDay = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "short" }).format;
  const writeYear = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "short", year: "numeric" }).format;
  const writeWhole = new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle: "full" }).format;
  const DAY = 86_400;
  const HEIGHT = 220;
  let drawn;

  /** Returns the lines' colours and dashes, which only the style sheet defines, for the legend. */
  function readStrokes() {
    return [...figure.querySelectorAll(".sharekit-legend line")].map((line) => {
      const style = getComputedStyle(line);
      const dash = style.strokeDasharray.match(/[\d.]+/g);
      return { stroke: style.stroke, dash: dash ? dash.map(Number) : undefined };
    });
  }

  function makeAxes(style, span) {
    const ink = style.color;
    const grid = { stroke: style.borderTopColor, width: 1 };
    const font = `12px ${style.fontFamily}`;
    const name = span > 400 * DAY ? writeYear : writeDay;
    return [
      {
        stroke: ink,
        font,
        size: 32,
        grid: { show: false },
        ticks: { stroke: grid.stroke, size: 4 },
        incrs: [1, 2, 7, 14, 30, 91, 182, 365, 730].map((days) => days * DAY),
        space: 64,
        values: (_, days) => days.map((day) => name(day * 1000)),
      },
      {
        stroke: ink,
        font,
        grid,
        ticks: { show: false },
        incrs: [1, 2, 5].flatMap((n) => [...Array(12).keys()].map((power) => n * 10 ** power)).sort((a, b) => a - b),
        size: (_, values) => 16 + 8 * Math.max(1, ...(values || []).map((value) => value.length)),
        values: (_, counts) => counts.map((count) => write(count)),
      },
    ];
  }

  /** Shows the values at the pointer below the chart. */
  function showValues({ days, lines, names }, day) {
    const parts = names.map((name, line) => `${name} ${write(lines[line][day])}`);
    parts.push(...marks.filter((mark) => mark.day === days[day]).map(({ text }) => text));
    figure.querySelector(".sharekit-readout").textContent =
      day == null ? "" : `${writeWhole(days[day] * 1000)}: ${parts.join(" · ")}`;
  }

  /** Writes beside the hollow points which day is not over, where the text covers no point. */
  function writeOpenDay(chart) {
    const { ctx: pen, bbox } = chart;
    const { days, lines, over, openDay } = data;
    if (!(over < days.length)) {
      return;
    }
    const unit = devicePixelRatio;
    const style = getComputedStyle(place);
    const heights = lines.map((line) => chart.valToPos(line[over], "y", true));
    pen.save();
    pen.font = `${12 * unit}px ${style.fontFamily}`;
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    const width = pen.measureText(openDay).width;
    const left = Math.min(chart.valToPos(days[over], "x", true) - width / 2, bbox.left + bbox.width - width - 2 * unit);
    const above = Math.min(...heights) - 16 * unit;
    const middle = above > bbox.top ? above : Math.max(...heights) + 16 * unit;
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(left - 2 * unit, middle - 8 * unit, width + 4 * unit, 16 * unit);
    pen.fillStyle = style.color;
    pen.fillText(openDay, left, middle);
    pen.restore();
  }

  /** Draws a line with a flag on each day that has a note; the list below the chart has the texts. */
  function drawNotes(chart) {
    const { ctx: pen, bbox, scales } = chart;
    const unit = devicePixelRatio;
    pen.save();
    pen.strokeStyle = pen.fillStyle = getComputedStyle(chart.root).color;
    pen.lineWidth = unit;
    pen.setLineDash([2 * unit, 3 * unit]);
    for (const day of new Set(marks.map((mark) => mark.day))) {
      if (day >= scales.x.min && day <= scales.x.max) {
        const x = Math.round(chart.valToPos(day, "x", true));
        pen.beginPath();
        pen.moveTo(x, bbox.top);
        pen.lineTo(x, bbox.top + bbox.height);
        pen.stroke();
        pen.fillRect(x, bbox.top, 8 * unit, 8 * unit);
      }
    }
    pen.restore();
  }

  function draw() {
    if (!place || figure.hidden) {
      return;
    }
    const { days, lines, names, over } = data;
    const strokes = readStrokes();
    const { backgroundColor } = getComputedStyle(place);
    drawn?.destroy();
    place.querySelector(".sharekit-spark").hidden = true;
    const options = {
      width: place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: (_, first, last) => [first - DAY / 4, last + DAY / 4] },
        y: { range: (_, _first, last) => [0, Math.max(4, last * 1.1)] },
      },
      series: [
        {},
        ...names.map((label, line) => ({
          label,
          ...strokes[line],
          width: 2,
          points: { show: days.length < 32, size: 6, fill: strokes[line].stroke },
        })),
        // A line to the day that is not over would look like a fall.
        ...names.map((label, line) => ({
          label,
          stroke: strokes[line].stroke,
          points: { show: true, size: 9, width: 2, fill: backgroundColor },
        })),
      ],
      axes: makeAxes(getComputedStyle(place), days.at(-1) - days[0]),
      hooks: { draw: [drawNotes, writeOpenDay], setCursor: [(chart) => showValues(data, chart.cursor.idx)] },
    };
    // uPlot measures and draws at once, so no frame shows an empty chart.
    const closed = lines.map((line) => line.map((count, day) => (day < over ? count : null)));
    const open = lines.map((line) => line.map((count, day) => (day === over ? count : null)));
    drawn = new uPlot(options, [days, ...closed, ...open], place);
  }

  function fail() {
    place?.querySelector(".sharekit-spark").removeAttribute("hidden");
    figure.querySelector("details").open = true;
  }

  function drawAgain() {
    try {
      draw();
    } catch (error) {
      fail();
      throw error;
    }
  }

  function choose(link) {
    for (const each of links) {
      each.toggleAttribute("aria-current", false);
    }
    link.setAttribute("aria-current", "true");
    for (const view of views) {
      view.hidden = view.dataset.shownBy !== link.dataset.view;
    }
    history.replaceState(null, "", link.href);
    drawAgain();
  }

  for (const link of links) {
    link.addEventListener("click", (event) => {
      const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!opensElsewhere && typeof uPlot !== "undefined") {
        event.preventDefault();
        choose(link);
      }
    });
  }
  if (typeof uPlot === "undefined") {
    fail();
    return;
  }
  drawAgain();

  let width = innerWidth;
  addEventListener("resize", () => {
    // Phones report a new height whenever their address bar hides.
    if (innerWidth !== width) {
      width = innerWidth;
      drawAgain();
    }
  });
  // The admin's sidebar can fold, and its theme can change, without a reload.
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", drawAgain);
  }
  const themes = new MutationObserver(drawAgain);
  themes.observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  document.getElementById("toggle-nav-sidebar")?.addEventListener("click", () => requestAnimationFrame(drawAgain));
})();
