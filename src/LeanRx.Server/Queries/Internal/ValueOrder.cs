using System.Text.Json;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Equality and order of values.</summary>
static class ValueOrder
{
    /// <summary>A total order over all values, for sorting; objects are all alike, and so are arrays.</summary>
    public static int Compare(in QueryValue left, in QueryValue right)
    {
        if (left.IsNullOrMissing && right.IsNullOrMissing) return 0;
        return left.Kind == right.Kind ? CompareWithinKind(left, right) : left.Kind.CompareTo(right.Kind);
    }

    /// <summary>The order of two values of one type that has an order, otherwise null.</summary>
    public static int? CompareSameType(in QueryValue left, in QueryValue right)
    {
        if (left.IsNullOrMissing && right.IsNullOrMissing) return 0;
        var isOrdered = left.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Boolean or ValueKind.Date;
        return isOrdered && left.Kind == right.Kind ? CompareWithinKind(left, right) : null;
    }

    public static bool AreEqual(in QueryValue left, in QueryValue right)
    {
        if (left.Kind != right.Kind) return left.IsNullOrMissing && right.IsNullOrMissing;
        return left.Kind switch
        {
            ValueKind.Object => AreEqualObjects(left.Json, right.Json),
            ValueKind.Array => AreEqualArrays(left, right),
            _ => CompareWithinKind(left, right) == 0,
        };
    }

    static int CompareWithinKind(in QueryValue left, in QueryValue right) => left.Kind switch
    {
        ValueKind.Text => string.CompareOrdinal(left.Text, right.Text),
        ValueKind.Number => CompareNumbers(left, right),
        _ => left.Whole.CompareTo(right.Whole),
    };

    // Exact also where a double cannot hold the integer, or else equality would not be transitive.
    static int CompareNumbers(in QueryValue left, in QueryValue right) => (left.Real, right.Real) switch
    {
        (null, null) => left.Whole.CompareTo(right.Whole),
        ({ } real, null) => -CompareWholeToReal(right.Whole, real),
        (null, { } real) => CompareWholeToReal(left.Whole, real),
        ({ } one, { } other) => one.CompareTo(other),
    };

    static int CompareWholeToReal(long whole, double real)
    {
        if (real >= QueryValue.WholeEnd) return -1;
        if (real < -QueryValue.WholeEnd) return 1;
        var floor = Math.Floor(real);
        var order = whole.CompareTo((long)floor);
        return order != 0 ? order : real > floor ? -1 : 0;
    }

    static bool AreEqualObjects(JsonElement left, JsonElement right)
    {
        if (left.GetPropertyCount() != right.GetPropertyCount()) return false;
        foreach (var member in left.EnumerateObject())
        {
            if (SafeJson.Property(right, member.Name) is not { } other || !AreEqual(QueryValue.Of(member.Value), QueryValue.Of(other))) return false;
        }

        return true;
    }

    static bool AreEqualArrays(in QueryValue left, in QueryValue right)
    {
        if (left.Length != right.Length) return false;
        for (var index = 0; index < left.Length; index++)
        {
            if (!AreEqual(left.ElementAt(index), right.ElementAt(index))) return false;
        }

        return true;
    }
}
