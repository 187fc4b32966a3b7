using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Reads <c>APPID[:APPKEY[:MASTERKEY]]</c>.</summary>
static class AppArgument
{
    /// <exception cref="ToolException">It has another form. The keys are not repeated in the message.</exception>
    public static AppOptions Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0 || part.Any(char.IsWhiteSpace)))
            throw new ToolException($"--app {parts[0]}…: give APPID, APPID:APPKEY or APPID:APPKEY:MASTERKEY, without spaces and empty parts");

        return new AppOptions
        {
            ApplicationId = parts[0],
            ApplicationKey = parts.ElementAtOrDefault(1),
            MasterKey = parts.ElementAtOrDefault(2),
        };
    }
}
