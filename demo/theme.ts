const KEY = 'theme';

/** The switch between the system's scheme, light and dark. What was chosen is kept; `theme.js` applies it next time. */
export function followThemeSwitch(group: HTMLElement): void {
  const root = document.documentElement;
  const choices = [...group.querySelectorAll<HTMLInputElement>('input')];
  for (const choice of choices) {
    choice.checked = choice.value === (root.dataset['theme'] ?? 'auto');
    choice.addEventListener('change', () => {
      if (choice.value === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = choice.value;
      keep(choice.value);
    });
  }
}

function keep(theme: string): void {
  try {
    if (theme === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // The browser keeps nothing for this page; the choice holds until it is left.
  }
}
