import "htmx1";
