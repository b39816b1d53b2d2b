module.exports = { poweredByHeader: false, devIndicators: false };
