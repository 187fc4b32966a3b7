using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Cli.Serving;
using LeanRx.Server;

namespace LeanRx.Cli.Clients;

/// <summary>The options that all commands share which talk to a server: where it is, and which application.</summary>
sealed class ServerArguments(bool withServer = true)
{
    /// <summary>The environment variable for <c>--server</c>.</summary>
    public const string ServerVariable = "LEANRX_SERVER";

    readonly Option<string?> _server = new("--server")
    {
        Description = "The server: https://… to ask it for the WebSocket's address, http://… where nothing is to be encrypted, ws://… or wss://… for the " +
            $"WebSocket itself. Default: the environment variable {ServerVariable}.",
        HelpName = "URL",
    };

    readonly Option<string?> _application = new("--app")
    {
        Description = "The application's id, its key and its master key. With a master key, which no application may carry, logins and member operations " +
            $"are signed for a server that demands it. Default: the environment variable {AppSources.OneVariable}, or the only one that is told by file or " +
            "environment, or else 'demo'.",
        HelpName = "APPID[:APPKEY[:MASTERKEY]]",
    };

    readonly Option<string?> _file =
        new("--app-file") { Description = AppSources.FileDescription + " Where it names several, --app says which by its id.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        if (withServer)
            command.Add(_server);
        command.Add(_application);
        command.Add(_file);
    }

    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public (Uri Server, AppOptions Application) Read(ParseResult parsed) => (
        ServerOf(Told(parsed, _server, ServerVariable) ?? throw Missing("--server", "the server's URL", ServerVariable), "--server "),
        ReadApplication(parsed));

    /// <summary>The application alone.</summary>
    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public AppOptions ReadApplication(ParseResult parsed) => AppSources.ReadOne(parsed.GetValue(_application), parsed.GetValue(_file), Console.Error);

    /// <summary>The REST interface beside the WebSocket.</summary>
    public static Uri RestOf(Uri server) => server.Scheme switch
    {
        "ws" => new UriBuilder(server) { Scheme = "http", Port = server.Port }.Uri,
        "wss" => new UriBuilder(server) { Scheme = "https", Port = server.Port }.Uri,
        _ => server,
    };

    /// <summary>What the command line says, or else the environment.</summary>
    public static string? Told(ParseResult parsed, Option<string?> option, string variable) =>
        parsed.GetValue(option) ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null);

    public static ToolException Missing(string option, string what, string variable) =>
        new($"{option}: give {what}, here or in the environment variable {variable}");

    /// <summary>The server that the environment names; null where it names none.</summary>
    public static string? FromEnvironment() => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } text ? text : null;

    /// <param name="text">The URL.</param>
    /// <param name="source">What told it, for the message.</param>
    /// <exception cref="ToolException">It is none of a server.</exception>
    public static Uri ServerOf(string text, string source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss"
            ? url
            : throw new ToolException($"{source}{text}: give a URL that begins with http://, https://, ws:// or wss://");
}
