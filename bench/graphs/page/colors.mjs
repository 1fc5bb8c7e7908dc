export const COLORS = { queued: '#8b949e', running: '#0969da', success: '#1a7f37', failure: '#cf222e' };
