using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

public sealed partial class NetworkOptionsTests
{
    [Fact]
    public async Task A_certificate_of_a_chain_that_is_not_known_is_refused_with_its_authority_and_the_host()
    {
        var failure = await FailureAsync(await RunAsync(_authority.Issue()), new NetworkOptions());
        Assert.Contains("The certificate of localhost is not trusted: the authority CN=Own Authority is not known here (Network.CustomTrustStore)",
            failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_the_day()
    {
        var failure = await FailureAsync(await RunAsync(_authority.Issue(fromYears: -3, toYears: -2)), Trusting);
        Assert.Contains($"it is expired since {Authority.Now.AddYears(-2).UtcDateTime:yyyy-MM-dd}", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused_with_both_names()
    {
        var failure = await FailureAsync(await RunAsync(_authority.Issue("elsewhere.example")), Trusting);
        Assert.Contains("it is not for localhost. It is for elsewhere.example, issued by CN=Own Authority", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_refused_with_the_day()
    {
        var failure = await FailureAsync(await RunAsync(_authority.Issue(fromYears: 1, toYears: 2)), Trusting);
        Assert.Contains($"it is not valid before {Authority.Now.AddYears(1).UtcDateTime:yyyy-MM-dd}", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_chain_that_is_not_sent_whole_is_refused_with_what_is_missing_which_can_be_given()
    {
        using var between = _authority.Below("Between");
        var server = await RunAsync(between.Issue());
        var failure = await FailureAsync(server, Trusting);
        Assert.Contains("the authority CN=Between is not known here (Network.CustomTrustStore), or its certificate stands between and was not sent by " +
            "the server", failure.Message);
        Assert.False(failure.IsTransient);

        await using var client = NewClient(server, new NetworkOptions { CustomTrustStore = { between.Certificate, _authority.Certificate } });
        await client.OpenAsync(Patience);
    }

    [Fact]
    public async Task A_key_that_is_not_pinned_is_refused_though_the_certificate_is_good()
    {
        var failure = await FailureAsync(await RunAsync(_authority.Issue()), Trusting with { PinnedKeys = [Authority.PinOf(_authority.Issue())] });
        Assert.Contains("The key of localhost is none of Network.PinnedKeys.", failure.Message);
    }

    [Fact]
    public async Task A_pin_of_an_authority_is_worth_nothing_where_the_chain_is_not_trusted()
    {
        var network = new NetworkOptions
        {
            PinnedKeys = { Authority.PinOf(_authority.Certificate) },
            RemoteCertificateValidationCallback = (_, _, _, _) =>
            true
        };
        Assert.Contains("none of Network.PinnedKeys", (await FailureAsync(await RunAsync(_authority.Issue()), network)).Message);
    }
}
