using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Clients;

/// <summary>The options that all commands share which log in: where, to which application, as whom.</summary>
sealed class ClientArguments
{
    /// <summary>The environment variable for <c>--as</c>.</summary>
    public const string NameVariable = "LEANRX_NAME";

    const int LongestName = 64;

    readonly ServerArguments _server = new();

    readonly Option<string?> _name = new("--as")
    {
        Description = $"Your name: the client id to log in with. Default: the environment variable {NameVariable}.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        _server.AddTo(command);
        command.Add(_name);
    }

    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public LeanClientOptions Read(ParseResult parsed)
    {
        var name = ServerArguments.Told(parsed, _name, NameVariable) ?? throw ServerArguments.Missing("--as", "your name", NameVariable);
        CheckedName(name);
        var (url, application) = _server.Read(parsed);
        return OptionsOf(url, application, name);
    }

    /// <exception cref="ToolException">It is no name.</exception>
    public static string CheckedName(string name) =>
        name.Length is 0 or > LongestName ? throw new ToolException($"--as: a name has 1 to {LongestName} characters") : name;

    /// <summary>A client of an application.</summary>
    public static LeanClientOptions OptionsOf(Uri url, AppOptions application, string name)
    {
        var options = new LeanClientOptions
        {
            Server = url,
            // Who writes http:// means it.
            RequireTls = url.Scheme != Uri.UriSchemeHttp,
            ClientId = name,
            ApplicationId = application.ApplicationId,
            SignatureProvider = application.MasterKey is { } masterKey ? new HmacSignatureProvider(masterKey) : null,
        };
        return application.ApplicationKey is { } key ? options with { ApplicationKey = key } : options;
    }
}
