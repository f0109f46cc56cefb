// Draws the report's charts with uPlot. Without it, their figures are in tables.
"use strict";

(() => {
  const source = document.getElementById("sharekit-numbers");
  const switches = document.querySelector(".sharekit-switch");
  if (!source || !switches) {
    return;
  }
  const numbers = JSON.parse(source.textContent);
  const marks = JSON.parse(document.getElementById("sharekit-marks")?.textContent ?? "[]");
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const language = document.documentElement.lang || undefined;
  const write = new Intl.NumberFormat(language).format;
  // Days are those of the site's clock, whatever the editor's time zone.
  const writeDay = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "short" }).format;
  const writeYear = new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "short", year: "numeric" }).format;
  const writeWhole = new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle: "full" }).format;
  const DAY = 86_400;
  const HEIGHT = 260;
  const drawn = new Map();

  /** Returns the lines' colours and dashes, which only the style sheet defines, for the legend. */
  function readStrokes(figure) {
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
  function showValues(figure, { days, lines, names }, place) {
    const parts = names.map((name, line) => `${name} ${write(lines[line][place])}`);
    parts.push(...marks.filter(({ day }) => day === days[place]).map(({ text }) => text));
    figure.querySelector(".sharekit-readout").textContent =
      place == null ? "" : `${writeWhole(days[place] * 1000)}: ${parts.join(" · ")}`;
  }

  /** Draws a line with a flag on each day that has a note; the list below the chart has their texts. */
  function drawNotes(chart) {
    const { ctx: pen, bbox } = chart;
    const shown = marks.map(({ day }) => day).filter((day) => day >= chart.scales.x.min && day <= chart.scales.x.max);
    pen.save();
    pen.strokeStyle = pen.fillStyle = getComputedStyle(chart.root).color;
    pen.lineWidth = devicePixelRatio;
    pen.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    const flag = 8 * devicePixelRatio;
    for (const day of new Set(shown)) {
      const x = Math.round(chart.valToPos(day, "x", true));
      pen.beginPath();
      pen.moveTo(x, bbox.top);
      pen.lineTo(x, bbox.top + bbox.height);
      pen.stroke();
      pen.fillRect(x, bbox.top, flag, flag);
    }
    pen.restore();
  }

  function draw(figure) {
    const place = figure.querySelector(".sharekit-chart");
    if (!place || figure.hidden) {
      return;
    }
    const data = numbers[figure.dataset.chart];
    const { days, lines, names } = data;
    const strokes = readStrokes(figure);
    drawn.get(figure)?.destroy();
    place.querySelector("p").hidden = true;
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
      ],
      axes: makeAxes(getComputedStyle(place), days.at(-1) - days[0]),
      hooks: { draw: [drawNotes], setCursor: [(chart) => showValues(figure, data, chart.cursor.idx)] },
    };
    // uPlot measures and draws at once, so no frame shows an empty chart.
    drawn.set(figure, new uPlot(options, [days, ...lines], place));
  }

  function fail() {
    for (const figure of figures) {
      figure.hidden = false;
      figure.querySelector(".sharekit-chart > p")?.removeAttribute("hidden");
      figure.querySelector("details")?.setAttribute("open", "");
    }
    switches.hidden = true;
  }

  function drawAll() {
    try {
      figures.forEach(draw);
    } catch (error) {
      fail();
      throw error;
    }
  }

  function choose(name) {
    for (const figure of figures) {
      figure.hidden = figure.dataset.chart !== name;
    }
    drawAll();
  }

  if (typeof uPlot === "undefined") {
    fail();
    return;
  }
  switches.hidden = false;
  switches.addEventListener("change", (event) => choose(event.target.value));
  const checked = switches.querySelector(":checked") ?? switches.querySelector("input");
  checked.checked = true;
  choose(checked.value);

  let width = innerWidth;
  addEventListener("resize", () => {
    // Phones report a new height whenever their address bar hides.
    if (innerWidth !== width) {
      width = innerWidth;
      drawAll();
    }
  });
  // The admin's sidebar can fold, and its theme can change, without a reload.
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", drawAll);
  }
  const themes = new MutationObserver(drawAll);
  themes.observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  document.getElementById("toggle-nav-sidebar")?.addEventListener("click", () => requestAnimationFrame(drawAll));
})();
