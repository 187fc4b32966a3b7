using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Tailing;

/// <summary>Prints the messages of an application.</summary>
static class Tail
{
    const double QuestionsPerSecond = 10;

    static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is told to end.</summary>
    /// <remarks>A server that goes away is waited for.</remarks>
    /// <exception cref="ToolException">The server cannot be reached, or refuses the key.</exception>
    public static async Task<int> RunAsync(HttpClient http, TailSettings settings, IScheduler scheduler, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        var isAway = false;
        var api = new RestApi(http, new Pace(scheduler, QuestionsPerSecond), scheduler, (reason, _) =>
        {
            if (!isAway)
                errors.WriteLine(PlainText.Of($"leanrx: {reason}; trying again until it answers"));
            isAway = true;
        })
        { MaxFailures = 0, LongestBackoff = s_longestWait };
        try
        {
            (await api.GetAsync("/1.2/rtm/messages", cancellationToken, ("limit", "1")).ConfigureAwait(false)).Dispose();
            api.MaxFailures = int.MaxValue;
            await foreach (var message in new MessageFeed(api, scheduler, settings).ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                isAway = false;
                await output.WriteLineAsync(settings.IsJson ? message.ForPrograms() : message.ForPeople()).ConfigureAwait(false);
            }
            return ExitCodes.Success;
        }
        catch (NoAnswerException failure)
        {
            throw new ToolException($"cannot ask {http.BaseAddress}: {failure.Message}", failure) { ExitCode = ExitCodes.Failure };
        }
        catch (RefusedException refusal)
        {
            throw new ToolException($"{http.BaseAddress} refuses: {refusal.Message}", refusal) { ExitCode = ExitCodes.Failure };
        }
    }
}
