using System.CommandLine;

namespace LeanRx.Cli;

/// <summary>The options that all commands share which log in: where, as whom, to which application.</summary>
sealed class ClientArguments
{
    readonly Option<string> _server = new("--server")
    {
        Description = "The server: http://… or https://… to ask it for the WebSocket's address, ws://… or wss://… for the WebSocket itself.",
        HelpName = "URL",
        Required = true,
    };

    readonly Option<string> _name = new("--as")
    {
        Description = "Your name: the client id to log in with.",
        HelpName = "NAME",
        Required = true,
    };

    readonly Option<string> _application = new("--app")
    {
        Description = "The application's id.",
        HelpName = "APPID",
        DefaultValueFactory = _ => "demo",
    };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_name);
        command.Add(_application);
    }

    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public LeanClientOptions Read(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_name);
        if (name.Length is 0 or > 64)
            throw new ToolException("--as: a name has 1 to 64 characters");

        var server = parsed.GetRequiredValue(_server);
        if (!Uri.TryCreate(server, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https" or "ws" or "wss"))
            throw new ToolException($"--server {server}: give a URL that begins with http://, https://, ws:// or wss://");

        return new LeanClientOptions { Server = url, ClientId = name, ApplicationId = parsed.GetRequiredValue(_application) };
    }
}
