// Tells the NHS.UK components, before anything is drawn, that scripts run. A file, since inline scripts are refused.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " nhsuk-frontend-supported" : "");
