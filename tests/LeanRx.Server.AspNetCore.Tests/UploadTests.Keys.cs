using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests;

public partial class UploadTests
{
    public static TheoryData<string, string, string, string> Keys => new()
    {
        { "X-LC-Id", "demo", "X-LC-Key", "demo-key" },
        { "X-LC-Id", "demo", "X-LC-Key", "demo-master-key,master" },
        { "X-AVOSCloud-Application-Id", "demo", "X-AVOSCloud-Application-Key", "demo-key" },
        { "X-Uluru-Application-Id", "demo", "X-Uluru-Application-Key", "demo-key" },
        { "X-LC-Id", "demo", "X-LC-Sign", $"{Md5($"{Noon}demo-key")},{Noon}" },
        { "X-LC-Id", "demo", "X-LC-Sign", $"{Md5($"{Noon}demo-master-key")},{Noon},master" },
        { "X-AVOSCloud-Application-Id", "demo", "X-AVOSCloud-Request-Sign", $"{Md5($"{Noon}demo-key")},{Noon}" },
        { "X-LC-Id", "demo", "X-LC-Sign", SignedAt(Noon - QuarterHour) },
        { "X-LC-Id", "demo", "X-LC-Sign", SignedAt(Noon + QuarterHour) },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Keys_and_signatures_of_all_spellings_open_the_door(string idHeader, string id, string header, string value)
    {
        var server = await StartAtNoonAsync();
        await TokenAsync(server, sign: request =>
        {
            request.Headers.Add(idHeader, id);
            request.Headers.Add(header, value);
        });
    }

    public static TheoryData<string?, string?, string?> WrongKeys => new()
    {
        { null, null, null },
        { "demo", null, null },
        { "nobody", "X-LC-Key", "demo-key" },
        { "demo", "X-LC-Key", "other-key" },
        { "demo", "X-LC-Key", "demo-master-key" },
        { "demo", "X-LC-Key", "demo-key,master" },
        { "demo", "X-LC-Key", "," },
        { "demo", "X-LC-Sign", $"{Md5($"{Noon}demo-key")},{Noon + 1}" },
        { "demo", "X-LC-Sign", $"{Md5($"{Noon}demo-key").ToUpperInvariant()},{Noon}" },
        { "demo", "X-LC-Sign", $"{Md5($"{Noon}demo-key")},{Noon},master" },
        { "demo", "X-LC-Sign", SignedAt(Noon - QuarterHour - 1) },
        { "demo", "X-LC-Sign", SignedAt(Noon + QuarterHour + 1) },
        { "demo", "X-LC-Sign", SignedAt(Noon / 1000) },
        { "demo", "X-LC-Sign", SignedAt(1) },
        { "demo", "X-LC-Sign", SignedAt(-Noon) },
        { "demo", "X-LC-Sign", $"{Md5("bananademo-key")},banana" },
        { "demo", "X-LC-Sign", $"{Md5($"+{Noon}demo-key")},+{Noon}" },
        { "demo", "X-LC-Sign", $"{Md5("demo-key")}," },
        { "demo", "X-LC-Sign", Md5("demo-key") },
        { "keyless", "X-LC-Key", "" },
    };

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task Without_the_keys_of_the_application_nothing_can_be_uploaded(string? id, string? header, string? value)
    {
        var server = await StartAtNoonAsync(new AppOptions { ApplicationId = "keyless" });
        using var answer = await AskAsync(server, """{"name":"k.png"}""", request =>
        {
            if (id is not null)
                request.Headers.Add("X-LC-Id", id);
            if (header is not null)
                request.Headers.TryAddWithoutValidation(header, value);
        });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(401, (await JsonOfAsync(answer)).GetProperty("code").GetInt32());
    }

    const long Noon = 1_800_000_000_000;
    const long QuarterHour = 15 * 60 * 1000;

    static string SignedAt(long milliseconds) => $"{Md5($"{milliseconds}demo-key")},{milliseconds}";

    /// <summary>A server whose clock stands.</summary>
    Task<LeanServer> StartAtNoonAsync(params AppOptions[] more) => StartWithFilesAsync(options => options with
    {
        Engine = new ServerOptions
        {
            Apps = [AppOptions.Demo, Other, .. more],
            Scheduler = new HistoricalScheduler(DateTimeOffset.FromUnixTimeMilliseconds(Noon))
        },
    });

    static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
