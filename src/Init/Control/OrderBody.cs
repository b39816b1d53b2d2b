using System.Text.Json;
using Init.Core.Cluster;
using Init.Core.Config;
using Init.Core.Spec;
using Init.Doors;
using Microsoft.AspNetCore.Http;

namespace Init.Control;

/// <summary>What a body says, or the answer that says what is wrong with it.</summary>
/// <param name="Problem">null: nothing.</param>
internal sealed record OrderBody(string Text, int? Slot, Answer? Problem)
{
    /// <summary>No order needs a tenth of it, but for a message of any kind.</summary>
    internal const int BytesMax = 4096;
    internal const int MessageBytesMax = 16 << 10;

    private const string JsonType = "application/json";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ChannelReader.DepthMax };

    /// <summary>No body is an empty one.</summary>
    internal static async Task<OrderBody> ReadAsync(Question question, Order order)
    {
        var bytes = new byte[order.BytesMax + 1];
        int length;
        try
        {
            length = await question.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (BadHttpRequestException broken)
        {
            return Wrong(
                broken.StatusCode, "the body cannot be read", "send all that its header promises, and no more");
        }

        if (length > order.BytesMax)
        {
            return Wrong(413, $"the body has more than {order.BytesMax} bytes", "no order may have so many");
        }

        var type = question.ContentType.Split(';')[0].Trim();
        if (length > 0 && !type.Equals(JsonType, StringComparison.OrdinalIgnoreCase))
        {
            var said = question.ContentType == "" ? "of no type" : Fault.Quote(question.ContentType);
            return Wrong(415, $"the body is {said}, not {JsonType}", $"add the header Content-Type: {JsonType}");
        }

        return length == 0 ? Complete(new OrderBody("", null, null), order) : Parse(bytes.AsMemory(0, length), order);
    }

    private static OrderBody Parse(ReadOnlyMemory<byte> bytes, Order order)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Complete(Fields(json.RootElement, order), order)
                : Wrong(400, $"the body is {Word(json.RootElement)}, not an object", Example(order));
        }
        catch (JsonException wrong)
        {
            var place = $"line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}";
            return Wrong(400, $"the body is not JSON: {place}", Example(order));
        }
        catch (InvalidOperationException)
        {
            // The only way in which text that is no Unicode is told, and only when it is looked at.
            return Wrong(400, "the body has text that is not Unicode", Example(order));
        }
    }

    private static OrderBody Fields(JsonElement json, Order order)
    {
        var body = new OrderBody("", null, null);
        var seen = new HashSet<string>();
        foreach (var field in json.EnumerateObject())
        {
            if (!order.Fields.Contains(field.Name))
            {
                return Wrong(
                    400,
                    $"unknown field {Fault.Quote(field.Name)}",
                    Nearest.Of(field.Name, order.Fields) is { } near ? $"did you mean {near}?" : Example(order));
            }

            if (!seen.Add(field.Name))
            {
                return Wrong(400, $"{field.Name} is there twice", Example(order));
            }

            body = field.Name == Order.Slot ? body.WithSlot(field.Value, order) : body.WithText(field, order);
            if (body.Problem is not null)
            {
                return body;
            }
        }

        return body;
    }

    private OrderBody WithSlot(JsonElement value, Order order) =>
        value.ValueKind == JsonValueKind.Null ? this
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var slot) && slot >= 0
            ? this with { Slot = slot }
            : Wrong(400, $"{Order.Slot} is {Word(value)}, not a slot's number", Example(order));

    private OrderBody WithText(JsonProperty field, Order order)
    {
        if (field.Name == Order.Message)
        {
            return this with { Text = field.Value.GetRawText() };
        }

        var isCount = field.Name == Order.Workers && field.Value.ValueKind == JsonValueKind.Number;
        if (isCount && field.Value.TryGetInt32(out var count))
        {
            return count >= 0
                ? this with { Text = count.ToString() }
                : Wrong(400, $"workers is {count}, fewer than none", $"write \"{count}\", as text, for so many fewer");
        }

        if (field.Value.ValueKind != JsonValueKind.String || field.Value.GetString() is not { } text)
        {
            return Wrong(400, $"{field.Name} is {Word(field.Value)}, not a text", Example(order));
        }

        return text.Length is > 0 and <= Order.TextCharsMax
            ? this with { Text = text }
            : Wrong(400, $"{field.Name} has {text.Length} characters", $"1 to {Order.TextCharsMax} are possible");
    }

    private static OrderBody Complete(OrderBody body, Order order) =>
        body.Problem is null && body.Text == "" && order.TextField is { } missing
            ? Wrong(400, $"{missing} is missing", Example(order))
            : body;

    private static OrderBody Wrong(int status, string error, string hint) =>
        new("", null, Answer.Problem(status, error, hint));

    private static string Example(Order order) => order.Word switch
    {
        "scale" => """write {"workers":"+1"}""",
        "send" => """write {"message":"shutdown"}, or any other JSON, with "slot":0 for one worker""",
        "signal" => """write {"signal":"SIGUSR1"}, with "slot":0 for one worker""",
        _ when order.TakesSlot => """write {"slot":0} for one worker, or nothing for all""",
        _ => "write nothing, or {}",
    };

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => ControlDoor.Clip(value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
    };
}
