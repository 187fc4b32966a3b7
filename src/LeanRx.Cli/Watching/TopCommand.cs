using System.CommandLine;
using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Watching;

/// <summary><c>leanrx top</c>: what it can be told.</summary>
static class TopCommand
{
    const double ShortestInterval = 0.2;
    const double LongestInterval = 3600;

    public static Command Create()
    {
        var interval = new Option<double>("--interval")
        {
            Description = "So many seconds between two looks, 0.2 to 3600.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 1,
        };
        var count = new Option<int?>("--count", "-n") { Description = "End after so many looks. Default: with q or Ctrl-C.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "For programs: what the server tells as JSON, one object a line for each look." };
        var command = new Command("top", "Watch a server: its connections, messages a second, how long sends and the store take, slow readers. A screen that " +
            "moves where there is a terminal, else one line for each look.");
        var target = new OperatorArguments();
        target.AddTo(command);
        command.Add(interval);
        command.Add(count);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var seconds = parsed.GetValue(interval);
            if (!(seconds is >= ShortestInterval and <= LongestInterval))
                throw new ToolException($"--interval {seconds}: give a number of seconds from {ShortestInterval} to {LongestInterval}");
            var looks = parsed.GetValue(count);
            if (looks < 1)
                throw new ToolException($"--count {looks}: give a number from 1");
            var server = target.Read(parsed, "top");
            using var http = server.CreateHastyClient();
            var watch = new Watch(new OperatorApi(http, Scheduler.Default), Scheduler.Default, TimeSpan.FromSeconds(seconds), looks);
            using var screen = WatchScreen.Choose(server, parsed.GetValue(json), seconds);
            await screen.ShowAsync(watch, cancellationToken).ConfigureAwait(false);
            return ExitCodes.Success;
        });
        return command;
    }
}
