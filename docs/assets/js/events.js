/** Whether a key that makes another command of a press is held. */
export const modified = (event) => event.ctrlKey || event.metaKey || event.altKey;
