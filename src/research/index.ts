export { findThemes, type Group, type ThemeOptions } from './themes/find-themes.ts';
