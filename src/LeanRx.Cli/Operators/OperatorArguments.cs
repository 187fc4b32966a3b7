using System.CommandLine;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Operators;

/// <summary>The options that all commands share which ask the server with an application's master key.</summary>
sealed class OperatorArguments
{
    readonly ServerArguments _server = new();

    public void AddTo(Command command) => _server.AddTo(command);

    /// <param name="parsed">The command line.</param>
    /// <param name="command">The name of the command, for the message.</param>
    /// <exception cref="ToolException">An argument cannot be used, or there is no master key; the message names it.</exception>
    public OperatorTarget Read(ParseResult parsed, string command)
    {
        var (url, application) = _server.Read(parsed);
        return Find(url, application) ?? throw new ToolException($"--app {application.ApplicationId}: {command} asks with the master key; give " +
            "APPID:APPKEY:MASTERKEY in --app-file or LEANRX_APPS");
    }

    /// <summary>Null where there is no master key.</summary>
    public static OperatorTarget? Find(Uri server, AppOptions application)
    {
        // The keys of the application for demos are published.
        var isDemo = application is { ApplicationKey: null } && application.ApplicationId == AppOptions.Demo.ApplicationId;
        return (isDemo ? AppOptions.Demo : application).MasterKey is { } masterKey
            ? new OperatorTarget(ServerArguments.RestOf(server), application.ApplicationId, masterKey) : null;
    }
}
