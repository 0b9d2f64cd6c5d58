import HousePropertiesProvider from "./provider.js";
import HouseVariables from "./variables.js";

export default {
  __init__: ["housePropertiesProvider"],
  housePropertiesProvider: ["type", HousePropertiesProvider],
  variableResolver: ["type", HouseVariables],
};
