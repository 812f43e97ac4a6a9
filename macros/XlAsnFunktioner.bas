Attribute VB_Name = "XlAsnFunktioner"
Option Explicit

' The worksheet functions: each hands its cells to Python, as xlwings writes such functions.

' A traceback has no place in a cell; doktor tells why Python does not answer.
Private Const NO_ANSWER As String = "Fel: Python svarade inte. Kör xl-asn doktor i ett kommandofönster."

{# Once for each line of the table of functions, functions.py in xl_asn/excel. #}
{% for function in functions %}
Function {{ function.name }}({% for given in function.parameters %}{{ "Optional " if given.default is none else "" }}{{ given.name }}{{ "" if loop.last else ", " }}{% endfor %})
    If TypeOf Application.Caller Is Range Then On Error GoTo failed
    {{ function.name }} = XLPy.CallUDF("xl_asn.excel.functions", "{{ function.name }}", Array({{ function.parameters | map(attribute="name") | join(", ") }}), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    {{ function.name }} = NoAnswer()
End Function

{% endfor %}
Private Function NoAnswer() As String
    NoAnswer = NO_ANSWER
    If Interpreter() = "" Then NoAnswer = "Fel: " & NOT_INSTALLED
End Function

{# The code page of VBA has no minus sign, so a dash stands for it. #}
{% macro quoted(text) %}"{{ text | replace('"', '""') | replace("\u2212", "\u2013") }}"{% endmacro %}
' Gives Excel's function guide its texts; the add-in calls it when it opens.
Public Sub RegistreraFunktioner()
    Dim Book As String
    Book = "'" & ThisWorkbook.Name & "'!"
    On Error Resume Next
{% for function in functions %}
    Application.MacroOptions Macro:=Book & "{{ function.name }}", _
        Description:={{ quoted(function.help) }}, _
        Category:="{{ category }}", _
        ArgumentDescriptions:=Array({% for _, help in function.arguments %}{{ quoted(help) }}{{ "" if loop.last else ", " }}{% endfor %})
{% endfor %}
End Sub
