/** The functions of sharekit.js for the scripts that it loads. */
export const {
  _settings: settings,
  _read: read,
  _flush: flush,
  _makeLink: makeLink,
  _strip: strip,
  _reportAct: reportAct,
  _device: device,
  _enqueue: enqueue,
  _load: load,
} = sharekit._tools;
