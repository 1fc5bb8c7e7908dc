// Runs before the page is drawn, so that a chosen scheme does not flash in the other one. It is the only script that waits
// for nothing, and the reason why it is no module.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.setAttribute('data-theme', theme);
} catch {
  // The browser keeps nothing for this page: it stays as the system is.
}
