import "unpoly";

window.up.link.config.followSelectors.push("a[href]");
