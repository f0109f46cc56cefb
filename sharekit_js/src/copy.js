import { copyByCommand } from "./command.js";
import { countWords } from "./words.js";
import { write } from "./write.js";

Object.assign(window.sharekit, { write, copyByCommand, countWords });
