using System.CommandLine;
using System.Globalization;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Serving;

/// <summary><c>leanrx serve</c>.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var arguments = new ServeArguments();
        var command = new Command("serve", "Run a server until Ctrl-C or SIGTERM. Nothing that it has acknowledged is lost.");
        foreach (var option in arguments.All)
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var warnings = new StringWriter(CultureInfo.InvariantCulture);
            var configuration = ServeConfiguration.Read(arguments, parsed, warnings);
            var settings = ServeSettings.Read(configuration);
            using var log = new ServeLog(settings.Log, Console.Error);
            foreach (var warning in warnings.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
                log.Warn(warning);
            if (!parsed.GetValue(arguments.PrintConfig))
                return await Serve.RunAsync(settings, log, Console.Out, cancellationToken).ConfigureAwait(false);

            foreach (var line in configuration.Lines())
                await Console.Out.WriteLineAsync(PlainText.Of(line)).ConfigureAwait(false);
            return ExitCodes.Success;
        });
        return command;
    }
}
