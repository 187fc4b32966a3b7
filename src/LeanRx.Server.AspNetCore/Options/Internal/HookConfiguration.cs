using LeanRx.Configuration.Internal;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>Reads the hooks of an application from configuration: each an HTTP hook, a webhook or a word filter, with what all hooks have.</summary>
static class HookConfiguration
{
    public static IReadOnlyList<HookOptions> Read(SectionReader app) => app.Sections(nameof(AppOptions.Hooks)) is { } hooks
        ? [.. hooks.Select(ReadHook).OfType<HookOptions>()] : [];

    static HookOptions? ReadHook(SectionReader reader)
    {
        var (url, webhook) = (reader.Url("Url"), reader.Url("WebhookUrl"));
        var conversations = reader.Texts(nameof(ServiceWebhookOptions.ConversationIds));
        var words = ReadWords(reader);
        var (key, signingKey) = (reader.Text("HookKey", isSecret: true), reader.Text("SigningKey", isSecret: true));
        var action = reader.Choice<WordFilterAction>("Action");
        var points = ReadPoints(reader);
        var timeout = reader.Time(nameof(HookOptions.Timeout));
        var onFailure = reader.Choice<HookFailureAction>(nameof(HookOptions.OnFailure));
        var maxCalls = reader.Int32(nameof(HookOptions.MaxConcurrentCalls));
        var maxEvents = reader.Int32(nameof(HookOptions.MaxPendingEvents));
        var maxAnswer = reader.Int32(nameof(HttpHookOptions.MaxAnswerBytes));
        reader.RefuseUnknown();
        if (reader.Findings.Failures.Count > 0)
            return null;
        if (new object?[] { url, webhook, words }.OfType<object>().Count() != 1)
        {
            reader.Refuse("a hook has either a Url to call, or a WebhookUrl to tell, or Words or WordsFile to keep out");
            return null;
        }
        if (conversations is not null && webhook is null)
        {
            reader.Refuse("ConversationIds says of what a WebhookUrl is told, and there is none");
            return null;
        }
        try
        {
            var options = webhook is not null ? new ServiceWebhook(new ServiceWebhookOptions { Url = webhook, ConversationIds = conversations }).CreateOptions()
                : url is not null ? new HookOptions(
                    new HttpHook(new HttpHookOptions { Url = url, HookKey = key, SigningKey = signingKey, MaxAnswerBytes = maxAnswer ?? 1024 * 1024 }))
                : new HookOptions(new WordFilter(words!, action ?? WordFilterAction.Mask)) { Points = HookPoints.MessageSending | HookPoints.MessageUpdating };
            return options with
            {
                Points = points ?? options.Points,
                Timeout = timeout ?? options.Timeout,
                OnFailure = onFailure ?? options.OnFailure,
                MaxConcurrentCalls = maxCalls ?? options.MaxConcurrentCalls,
                MaxPendingEvents = maxEvents ?? options.MaxPendingEvents,
            };
        }
        catch (ArgumentException refusal)
        {
            reader.Refuse(reader.Findings.Describe(refusal));
            return null;
        }
    }

    static IReadOnlyList<string>? ReadWords(SectionReader reader)
    {
        var words = reader.Texts("Words");
        if (reader.Text("WordsFile") is not { } path)
            return words;
        try
        {
            return [.. words ?? [], .. File.ReadLines(path)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reader.Refuse($"WordsFile = '{path}' cannot be read: {exception.Message}");
            return words ?? [];
        }
    }

    static HookPoints? ReadPoints(SectionReader reader)
    {
        if (reader.Texts(nameof(HookOptions.Points)) is not { } names)
            return null;
        var points = HookPoints.None;
        foreach (var name in names)
            if (Enum.TryParse<HookPoints>(name, ignoreCase: true, out var point) && Enum.IsDefined(point) && !char.IsAsciiDigit(name[0]))
                points |= point;
            else
                reader.Refuse($"Points has '{name}'; there are {string.Join(", ", Enum.GetNames<HookPoints>())}");
        return points;
    }
}
