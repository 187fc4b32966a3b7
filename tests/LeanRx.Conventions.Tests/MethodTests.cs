using static LeanRx.Conventions.Tests.PublicApi;

namespace LeanRx.Conventions.Tests;

public class MethodTests
{
    [Fact]
    public void Whatever_is_awaited_ends_in_Async() =>
        Assert.Empty(Methods.Where(method => IsAwaitable(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(NameOf));

    [Fact]
    public void Whatever_ends_in_Async_is_awaited() =>
        Assert.Empty(Methods.Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && !IsAwaitable(method.ReturnType)).Select(NameOf));

    /// <summary>What a host tells the engine has happened already and cannot be called off; what is disposed is disposed.</summary>
    static readonly string[] NotCancellable = ["DisposeAsync", "ServerConnection.ReceiveAsync", "ServerConnection.DisconnectAsync"];

    [Fact]
    public void Whatever_is_awaited_takes_a_token_last_and_can_do_without() =>
        Assert.Empty(Methods
            .Where(method => IsAwaitable(method.ReturnType) && !NotCancellable.Contains(method.Name)
                && !NotCancellable.Contains($"{method.DeclaringType!.Name}.{method.Name}"))
            .Where(method => method.GetParameters() is not [.., { Name: "cancellationToken", HasDefaultValue: true } last]
                || last.ParameterType != typeof(CancellationToken))
            .Select(NameOf));
}
