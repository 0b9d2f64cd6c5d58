/* English -> Vietnamese of everything that the editor of decisions says. */
import ours from "./words/ours.js";
import overview from "./words/overview.js";
import table from "./words/table.js";

export default { ...overview, ...table, ...ours };
