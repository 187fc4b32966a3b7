using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Reads <c>APPID[:APPKEY[:MASTERKEY]]</c>.</summary>
static class AppArgument
{
    /// <param name="text">The application.</param>
    /// <param name="source">What told it, for the message.</param>
    /// <exception cref="ToolException">It has another form. The keys are not repeated in the message.</exception>
    public static AppOptions Parse(string text, string source)
    {
        var parts = text.Split(':');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0 || part.Any(char.IsWhiteSpace)))
            throw new ToolException($"{source} {parts[0]}…: give APPID, APPID:APPKEY or APPID:APPKEY:MASTERKEY, without spaces and empty parts");

        return new AppOptions
        {
            ApplicationId = parts[0],
            ApplicationKey = parts.ElementAtOrDefault(1),
            MasterKey = parts.ElementAtOrDefault(2),
        };
    }
}
