using System.Reflection;
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

    /// <summary>By a default, or by an overload without it: several overloads with defaults could not get another parameter.</summary>
    [Fact]
    public void Whatever_is_awaited_takes_a_token_last_and_can_do_without()
    {
        var families = Methods
            .Where(method => IsAwaitable(method.ReturnType) && !NotCancellable.Contains(method.Name)
                && !NotCancellable.Contains($"{method.DeclaringType!.Name}.{method.Name}"))
            .ToLookup(method => (method.DeclaringType, method.Name));
        Assert.All(families.SelectMany(static family => family), method =>
        {
            var family = families[(method.DeclaringType, method.Name)].Select(TypesOf).ToList();
            var isCovered = Token(method) is { } token ? token.HasDefaultValue || family.Any(types => types.SequenceEqual(TypesOf(method).SkipLast(1)))
                : families[(method.DeclaringType, method.Name)].Any(static overload => Token(overload) is not null);
            Assert.True(isCovered, NameOf(method));
        });
    }

    static IEnumerable<Type> TypesOf(MethodInfo method) => method.GetParameters().Select(static parameter => parameter.ParameterType);

    static ParameterInfo? Token(MethodInfo method) =>
        method.GetParameters() is [.., { Name: "cancellationToken" } last] && last.ParameterType == typeof(CancellationToken) ? last : null;
}
