/* The translation of the editor of forms. Its library asks for words while it is loaded, so they must be there before it. */
import { translator } from "../shared/words.js";
import vi from "./vi.js";

export const houseTranslate = translator(vi);
