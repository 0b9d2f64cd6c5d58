/* English -> Vietnamese of everything that the editor of diagrams says. */
import canvas from "./words/canvas.js";
import elements from "./words/elements.js";
import ours from "./words/ours.js";
import panel from "./words/panel.js";
import simulation from "./words/simulation.js";

export default { ...canvas, ...elements, ...panel, ...simulation, ...ours };
