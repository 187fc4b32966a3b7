using System.Globalization;
using LeanRx.Benchmarks.Measuring;

namespace LeanRx.Benchmarks.Importing;

/// <summary>
/// <c>leanrx import</c> of a synthetic export, beside a plain program that inserts the same rows; each is a process of its own. Answers 0 when every bar was
/// reached, else 1.
/// </summary>
static class ImportRun
{
    const double Ratio = 0.7;
    const int Megabytes = 300;

    public static async Task<int> RunAsync(int messages, int conversations)
    {
        var directory = Directory.CreateTempSubdirectory("leanrx-import-benchmark-");
        try
        {
            var export = Path.Combine(directory.FullName, "export");
            new SyntheticExport(messages, conversations).Write(export);
            string[] import = ["import", export, "--data", Path.Combine(directory.FullName, "data")];
            var before = await PlainAsync(Path.Combine(directory.FullName, "before.db"), messages, conversations);
            var first = await ToolAsync(import);
            var after = await PlainAsync(Path.Combine(directory.FullName, "after.db"), messages, conversations);
            var second = await ToolAsync(import);
            var check = await ToolAsync([.. import, "--check"]);

            var plain = messages / ((before.Elapsed + after.Elapsed) / 2).TotalSeconds;
            var table = new Table($"{messages:N0} messages in {conversations:N0} conversations", "plain inserts", "leanrx import", "import : plain", "bar", "");
            var ratio = messages / first.Elapsed.TotalSeconds / plain;
            table.Row("messages per second", Table.Rate(plain), Table.Rate(messages / first.Elapsed.TotalSeconds), Table.Number(ratio), $"{Ratio} × plain",
                Table.Verdict(ratio >= Ratio));
            var peak = first.PeakBytes / 1024.0 / 1024.0;
            table.Row("most memory, MB", Table.Number(Math.Max(before.PeakBytes, after.PeakBytes) / 1024.0 / 1024.0), Table.Number(peak), "", $"< {Megabytes}",
                Table.Verdict(peak < Megabytes));
            var writesNothing = second.Output.Contains($"messages: 0 new, {messages.ToString("N0", CultureInfo.InvariantCulture)} here already, 0 refused",
                StringComparison.Ordinal);
            table.Row("a second time, messages per second", "", Table.Rate(messages / second.Elapsed.TotalSeconds), "", "writes nothing",
                Table.Verdict(writesNothing));
            table.Row("with --check, messages per second", "", Table.Rate(messages / check.Elapsed.TotalSeconds), "", "the same",
                Table.Verdict(check.ExitCode == 0));
            table.Row("most memory with --check, MB", "", Table.Number(check.PeakBytes / 1024.0 / 1024.0));
            return ratio >= Ratio && peak < Megabytes && writesNothing && check.ExitCode == 0 ? 0 : 1;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static Task<MeasuredProcess> ToolAsync(string[] arguments) => MeasuredProcess.RunAsync(Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll"), arguments);

    static Task<MeasuredProcess> PlainAsync(string path, int messages, int conversations) =>
        MeasuredProcess.RunAsync(typeof(ImportRun).Assembly.Location, "--insert-plainly", path, messages.ToString(CultureInfo.InvariantCulture),
            conversations.ToString(CultureInfo.InvariantCulture));
}
