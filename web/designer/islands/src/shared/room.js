/* An editor fills the window below the page's heading. */
const LEAST = 560;
const MARGIN = 16;

export function fill(place) {
  const size = () => {
    const above = place.getBoundingClientRect().top + window.scrollY;
    place.style.height = `${Math.max(LEAST, window.innerHeight - above - MARGIN)}px`;
  };
  size();
  window.addEventListener("resize", size);
}
