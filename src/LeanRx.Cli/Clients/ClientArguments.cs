using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Cli.Serving;

namespace LeanRx.Cli.Clients;

/// <summary>The options that all commands share which log in: where, as whom, to which application.</summary>
sealed class ClientArguments
{
    readonly Option<string> _server = new("--server")
    {
        Description = "The server: https://… to ask it for the WebSocket's address, http://… where nothing is to be encrypted, ws://… or wss://… for the " +
            "WebSocket itself.",
        HelpName = "URL",
        Required = true,
    };

    readonly Option<string> _name = new("--as")
    {
        Description = "Your name: the client id to log in with.",
        HelpName = "NAME",
        Required = true,
    };

    readonly Option<string?> _application = new("--app")
    {
        Description = "The application's id, its key and its master key. With a master key, which no application may carry, logins and member operations " +
            "are signed for a server that demands it. Default: the only one that is told by file or environment, or else 'demo'.",
        HelpName = "APPID[:APPKEY[:MASTERKEY]]",
    };

    readonly Option<string?> _file =
        new("--app-file") { Description = AppSources.FileDescription + " Where it names several, --app says which by its id.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_name);
        command.Add(_application);
        command.Add(_file);
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

        var application = AppSources.ReadOne(parsed.GetValue(_application), parsed.GetValue(_file), Console.Error);
        var options = new LeanClientOptions
        {
            Server = url,
            // Who writes http:// means it.
            Secure = url.Scheme != Uri.UriSchemeHttp,
            ClientId = name,
            ApplicationId = application.ApplicationId,
            SignatureProvider = application.MasterKey is { } masterKey ? new HmacSignatureProvider(masterKey) : null,
        };
        return application.ApplicationKey is { } key ? options with { ApplicationKey = key } : options;
    }
}
