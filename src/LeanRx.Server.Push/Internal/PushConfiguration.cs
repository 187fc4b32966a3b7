using LeanRx.Configuration.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.Push.Internal;

/// <summary>Reads the options of a push service from configuration.</summary>
static class PushConfiguration
{
    public static PushOptions Read(IConfiguration configuration)
    {
        var reader = new SectionReader(configuration);
        var apps = reader.Sections(nameof(PushOptions.Apps)) ?? [];
        var defaults = new PushOptions { Apps = [.. apps.Select(static (app, index) => ReadApp(app, $"{nameof(PushOptions.Apps)}[{index}]."))] };
        var options = defaults with
        {
            MaxPendingCount = reader.Int32(nameof(defaults.MaxPendingCount)) ?? defaults.MaxPendingCount,
            MaxPendingBytes = reader.Int64(nameof(defaults.MaxPendingBytes)) ?? defaults.MaxPendingBytes,
            MaxConcurrentRequests = reader.Int32(nameof(defaults.MaxConcurrentRequests)) ?? defaults.MaxConcurrentRequests,
            MaxAttempts = reader.Int32(nameof(defaults.MaxAttempts)) ?? defaults.MaxAttempts,
            RetryDelay = reader.Time(nameof(defaults.RetryDelay)) ?? defaults.RetryDelay,
            RequestTimeout = reader.Time(nameof(defaults.RequestTimeout)) ?? defaults.RequestTimeout,
            DrainTime = reader.Time(nameof(defaults.DrainTime)) ?? defaults.DrainTime,
        };
        reader.RefuseUnknown();
        if (reader.Findings.Failures.Count > 0)
            throw Refusal(reader.Findings.Failures);
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException refusal)
        {
            throw Refusal([reader.Findings.Describe(refusal)]);
        }
    }

    static AppPushOptions ReadApp(SectionReader reader, string option)
    {
        var defaults = new AppPushOptions { ApplicationId = reader.Text(nameof(AppPushOptions.ApplicationId)) ?? "" };
        var app = defaults with
        {
            Apns = ReadApns(reader, option),
            Fcm = ReadFcm(reader, option),
            DefaultPushData = reader.Text(nameof(defaults.DefaultPushData)) is { } text ? text.Length > 0 ? text : null : defaults.DefaultPushData,
            CoalesceInterval = reader.Time(nameof(defaults.CoalesceInterval)) ?? defaults.CoalesceInterval,
            TimeToLive = reader.Time(nameof(defaults.TimeToLive)) ?? defaults.TimeToLive,
        };
        reader.RefuseUnknown();
        return app;
    }

    static ApnsOptions? ReadApns(SectionReader app, string option)
    {
        var reader = app.Section(nameof(AppPushOptions.Apns), $"{option}{nameof(AppPushOptions.Apns)}.");
        var options = new ApnsOptions
        {
            PrivateKey = reader.Text(nameof(ApnsOptions.PrivateKey), isSecret: true) ?? "",
            KeyId = reader.Text(nameof(ApnsOptions.KeyId)) ?? "",
            TeamId = reader.Text(nameof(ApnsOptions.TeamId)) ?? "",
            Topic = reader.Text(nameof(ApnsOptions.Topic)) ?? "",
            Server = reader.Url(nameof(ApnsOptions.Server)) ?? ApnsOptions.Production,
        };
        reader.RefuseUnknown();
        return options is { PrivateKey: "", KeyId: "", TeamId: "", Topic: "" } ? null : options;
    }

    static FcmOptions? ReadFcm(SectionReader app, string option)
    {
        var reader = app.Section(nameof(AppPushOptions.Fcm), $"{option}{nameof(AppPushOptions.Fcm)}.");
        var account = reader.Text(nameof(FcmOptions.ServiceAccount), isSecret: true);
        var server = reader.Url(nameof(FcmOptions.Server));
        reader.RefuseUnknown();
        if (account is null)
            return null;
        var options = new FcmOptions { ServiceAccount = account };
        return options with { Server = server ?? options.Server };
    }

    static OptionsValidationException Refusal(IEnumerable<string> failures) => new("", typeof(PushOptions), failures);
}
