using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Operators;

/// <summary>Asks a server once, and says in one line why it does not do what it was asked.</summary>
sealed class OperatorApi(HttpClient http, IScheduler scheduler)
{
    const double QuestionsPerSecond = 100;

    readonly RestApi _api = new(http, new Pace(scheduler, QuestionsPerSecond), scheduler, static (_, _) => { }) { MaxFailures = 0 };

    /// <exception cref="ToolException">The server cannot be asked, refuses the key, or refuses this.</exception>
    public Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken, params IReadOnlyList<(string Name, string? Value)> query) =>
        AskAsync(() => _api.GetAsync(path, cancellationToken, query));

    /// <inheritdoc cref="GetAsync"/>
    public Task<JsonDocument> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? members, CancellationToken cancellationToken) =>
        AskAsync(() => _api.SendAsync(method, path, members is null ? null : BodyOf(members), cancellationToken));

    static string BodyOf(Action<Utf8JsonWriter> members)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    async Task<JsonDocument> AskAsync(Func<Task<JsonDocument>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
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
