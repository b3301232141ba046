/**
 * Put an address into the bar of the browser, if it lets us: it may not, in a folder, or when there were many.
 * @param how `pushState`, so that Back leads to the one before, or `replaceState`
 */
export function setAddress(address, how = "pushState") {
  try {
    history[how](null, "", address);
  } catch (error) {
    console.info(error);
  }
}
