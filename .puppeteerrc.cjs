// The browser is Debian's chromium (see CHROMIUM_PATH), never one downloaded by npm.
module.exports = { skipDownload: true };
