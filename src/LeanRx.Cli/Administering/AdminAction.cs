using System.CommandLine;
using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Administering;

/// <summary>One of the commands below <c>leanrx admin</c> while it runs.</summary>
sealed class AdminAction(OperatorApi api, bool isJson, ParseResult parsed, CancellationToken cancellationToken)
{
    public OperatorApi Api => api;

    public bool IsJson => isJson;

    public ParseResult Parsed => parsed;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Makes a command with the options that all of them share.</summary>
    public static Command Command(string name, string description, Func<AdminAction, Task> run, params IEnumerable<Symbol> own)
    {
        var json = new Option<bool>("--json") { Description = "For programs: what the server answers as JSON, one object a line." };
        var command = new Command(name, description);
        foreach (var symbol in own)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else if (symbol is Option option)
                command.Add(option);
        }
        command.Add(json);
        var target = new OperatorArguments();
        target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = target.Read(parsed, $"admin {name}").CreateHastyClient();
            await run(new AdminAction(new OperatorApi(http, Scheduler.Default), parsed.GetValue(json), parsed, cancellationToken)).ConfigureAwait(false);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Rows as JSON, one a line, or else as a table.</summary>
    public async Task WriteAsync(IReadOnlyList<JsonElement> rows, IEnumerable<string> columns, Func<JsonElement, IEnumerable<string>> cells)
    {
        if (isJson)
        {
            foreach (var row in rows)
                await Console.Out.WriteLineAsync(PlainJson.Of(row)).ConfigureAwait(false);
            return;
        }
        var table = Page.Table(columns);
        foreach (var row in rows)
            table.AddTexts(cells(row));
        Page.Create(Console.Out, !Console.IsOutputRedirected).Write(table);
    }

    /// <summary>One line for people, or the answer for programs.</summary>
    public Task WriteAsync(JsonElement answer, string line) => Console.Out.WriteLineAsync(isJson ? PlainJson.Of(answer) : PlainText.Of(line));
}
