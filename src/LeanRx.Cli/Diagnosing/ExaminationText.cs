using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Diagnosing;

/// <summary>Tells each step of an examination as it is done.</summary>
static class ExaminationText
{
    const int NameWidth = 10;
    const int TimeWidth = 8;

    /// <returns>The exit code.</returns>
    public static async Task<int> WriteAsync(Doctor doctor, bool isJson)
    {
        var console = Page.Create(Console.Out, !Console.IsOutputRedirected);
        var isWell = true;
        await foreach (var step in doctor.ExamineAsync().ConfigureAwait(false))
        {
            isWell &= step.Outcome != StepOutcome.Failed;
            if (isJson)
                await Console.Out.WriteLineAsync(PlainJson.Of(json => WriteJson(json, step))).ConfigureAwait(false);
            else
                Write(console, step);
        }
        return isWell ? ExitCodes.Success : ExitCodes.Failure;
    }

    static void Write(IAnsiConsole console, Step step)
    {
        var (mark, style) = step.Outcome switch
        {
            StepOutcome.Passed => ("✓", new Style(Color.Green)),
            StepOutcome.Failed => ("✗", new Style(Color.Red)),
            _ => ("–", new Style(Color.Grey)),
        };
        var time = step.Outcome == StepOutcome.Skipped ? "" : Quantity.Milliseconds(step.Time.TotalMilliseconds);
        console.Write(new Text($"{mark} {step.Name.PadRight(NameWidth)}{time.PadLeft(TimeWidth)}  ", style));
        console.Write(new Text($"{PlainText.Of(step.Finding)}\n", step.Outcome == StepOutcome.Skipped ? style : Style.Plain));
        if (step.Advice is { } advice)
            console.Write(new Text($"{new string(' ', NameWidth + TimeWidth + 4)}look at: {PlainText.Of(advice)}\n", new Style(Color.Olive)));
    }

    static void WriteJson(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        json.WriteString("step"u8, step.Name);
        json.WriteString("outcome"u8, step.Outcome.ToString().ToLower(CultureInfo.InvariantCulture));
        if (step.Outcome != StepOutcome.Skipped)
            json.WriteNumber("ms"u8, Math.Round(step.Time.TotalMilliseconds, 3));
        json.WriteString("finding"u8, step.Finding);
        if (step.Advice is { } advice)
            json.WriteString("look_at"u8, advice);
        json.WriteEndObject();
    }
}
