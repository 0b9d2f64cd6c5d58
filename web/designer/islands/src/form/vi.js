/* English -> Vietnamese of everything that the editor of forms says. */
import editor from "./words/editor.js";
import ours from "./words/ours.js";

export default { ...editor, ...ours };
